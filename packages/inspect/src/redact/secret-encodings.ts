/** How a secret may stand in a text: plain, as URLs, forms, JSON and HTML write it, and in base64. */
export function writtenForms(secret: string): ReadonlySet<string> {
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  // Of a character that is half a surrogate pair, `encodeURIComponent` throws.
  const inUrl = encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
  const lowerCase = [inForm, inUrl].map((text) => text.replaceAll(/%../g, (byte) => byte.toLowerCase()))
  const inJson = JSON.stringify(secret).slice(1, -1)
  // Basic authentication encodes for a form first (RFC 6749 §2.3.1).
  const inBase64 = [secret, inUrl, inForm].flatMap(base64Forms)
  const inJsonOfPhp = inJson.replaceAll('/', String.raw`\/`)
  return new Set([secret, inForm, inUrl, ...lowerCase, inJson, inJsonOfPhp, ...htmlForms(secret), ...inBase64])
}

function htmlForms(text: string): string[] {
  const inText = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const inAttribute = inText.replaceAll('"', '&quot;')
  return [inText, inAttribute, inAttribute.replaceAll("'", '&#39;'), inAttribute.replaceAll("'", '&#x27;')]
}

/** Of a text within a longer one there are three, after where in a group of three bytes it begins. */
function base64Forms(text: string): string[] {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCodePoint(byte)).join('')
  return [0, 1, 2].flatMap((bytesBefore) => {
    const firstOwn = Math.ceil((bytesBefore * 8) / 6)
    const afterOwn = Math.floor(((bytesBefore + bytes.length) * 8) / 6)
    const base64 = btoa('\0'.repeat(bytesBefore) + bytes).slice(firstOwn, afterOwn)
    return [base64, base64.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
