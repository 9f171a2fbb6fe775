-- Of the tokens of sessions only their SHA-256 is kept; who is signed in stays so.
update sessions set token = encode(sha256(convert_to(token, 'UTF8')), 'hex');
