/** How a secret may stand in a text: as it is, as URLs and forms write it, and in base64. */
export function secretForms(secret: string): string[] {
  // `encodeURIComponent` throws for half a surrogate pair.
  const inUrl = encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\u{fffd}'))
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  return [secret, inUrl, inForm, ...base64Forms(secret)]
}

/** Base64 encodes three bytes at a time, so there are three forms: one for each place in such a group where the secret may begin. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((bytesBefore) => {
    const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(secret)])
    const own: [number, number] = [Math.ceil((bytesBefore * 8) / 6), Math.floor((bytes.length * 8) / 6)]
    return [bytes.toString('base64').slice(...own), bytes.toString('base64url').slice(...own)]
  })
}
