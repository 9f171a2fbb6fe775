// Answers the pair that has the focus, or the first one, by a single key; can be turned off, and never acts while somebody types.
const keys = document.querySelector('[data-pair-keys]')
if (keys) {
  const box = keys.querySelector('input')
  box.checked = localStorage.getItem('pair-keys') !== 'off'
  box.addEventListener('change', () => localStorage.setItem('pair-keys', box.checked ? 'on' : 'off'))
  keys.hidden = false
  document.addEventListener('keydown', (event) => {
    if (!box.checked || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
    const typing = event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')
    if (typing) return
    const pair = event.target.closest('[data-pair]') ?? document.querySelector('[data-pair]')
    const key = event.key.toLowerCase()
    if (key === 'j' || key === 'k') return move(event, key === 'j' ? 1 : -1)
    pair?.querySelector(`button[data-key="${CSS.escape(key)}"]`)?.click()
  })
}

function move(event, step) {
  const pairs = [...document.querySelectorAll('[data-pair]')]
  const at = pairs.indexOf(event.target.closest('[data-pair]'))
  const next = pairs[Math.max(0, at + step)]
  next?.focus()
}
