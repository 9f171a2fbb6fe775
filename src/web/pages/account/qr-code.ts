// How does an authenticator app read a secret from the screen?
import { renderSVG } from 'uqr'

/** The text as a QR code: a picture of its own, so that the page needs neither script nor markup of another's making. */
export function qrCodeAddress(text: string): string {
  const svg = renderSVG(text, { border: 4, ecc: 'M' })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
