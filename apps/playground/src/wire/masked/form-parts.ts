import type { Masker } from './masker.ts'
import type { Part } from './part.ts'
import { isSecretName } from './secret-names.ts'

/** A member of a form. */
export interface FormMember {
  readonly name: string
  /** Without the encoding of the form. */
  readonly value: readonly Part[]
  /** `name=value` as it was sent. */
  readonly sent: readonly Part[]
}

/** Takes a form, or the query of an address, apart. A member with the name of a secret is one. */
export function formMembers(body: string, masker: Masker): FormMember[] {
  return body.split('&').map((sent) => {
    const at = sent.indexOf('=')
    const encoded = at === -1 ? '' : sent.slice(at + 1)
    const [[name = '', value = ''] = []] = [...new URLSearchParams(sent)]
    const beginning = at === -1 ? sent : sent.slice(0, at + 1)
    if (isSecretName(name) && value !== '') {
      const secret = masker.secret(name, encoded, value)
      return { name, value: [{ ...secret, value }], sent: [beginning, secret] }
    }
    const parts = masker.text(value, name)
    const isShown = parts.every((part) => typeof part === 'string')
    // A secret within a value: all of it is one, as it was sent.
    const sentValue = isShown ? masker.text(encoded, name) : [masker.secret(name, encoded, value)]
    return { name, value: parts, sent: [...masker.text(beginning), ...sentValue] }
  })
}
