/** How a secret was written where it was found. */
export type CanaryForm = 'plain' | 'url-encoded' | 'base64'

/** All ways in which a secret may stand in a text, with the text to look for. */
export function encodedForms(secret: string): Map<string, CanaryForm> {
  const forms = new Map<string, CanaryForm>()
  const add = (text: string, form: CanaryForm): void => void (forms.has(text) || forms.set(text, form))

  const inUrl = encodeURIComponent(secret)
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  add(secret, 'plain')
  for (const text of [inUrl, inForm]) {
    add(text, 'url-encoded')
    add(
      text.replace(/%../g, (byte) => byte.toLowerCase()),
      'url-encoded',
    )
  }
  // Basic authentication encodes for a form first (RFC 6749 §2.3.1).
  for (const text of [secret, inUrl, inForm]) for (const needle of inBase64(text)) add(needle, 'base64')
  return forms
}

// Base64 of a longer text holds one of three strings for a part of it, after where in a group of three bytes that begins.
function inBase64(text: string): string[] {
  return [0, 1, 2].flatMap((bytesBefore) => {
    const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(text)])
    const ownChars: [number, number] = [Math.ceil((bytesBefore * 8) / 6), Math.floor((bytes.length * 8) / 6)]
    return [bytes.toString('base64').slice(...ownChars), bytes.toString('base64url').slice(...ownChars)]
  })
}
