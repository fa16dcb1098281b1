import { isRecord } from '@device-flow/untrusted'
import type { Masker } from './masker.ts'
import { joined, type Part } from './part.ts'
import { isSecretName } from './secret-names.ts'

/** Deeper, it is shown as text. */
const MOST_LEVELS = 60

/**
 * Takes JSON apart, in lines. A member with the name of a secret is one, whatever it holds.
 *
 * @throws SyntaxError for what is no JSON, RangeError for what is too deep
 */
export function jsonParts(body: string, masker: Masker): Part[] {
  return joined(valueParts(JSON.parse(body), { masker, name: undefined, indent: '' }))
}

interface Place {
  masker: Masker
  /** Of the secret that all of it is. */
  name: string | undefined
  indent: string
}

function valueParts(value: unknown, place: Place): Part[] {
  if (place.indent.length > MOST_LEVELS * 2) throw new RangeError('The JSON is too deep')
  if (typeof value === 'string') return stringParts(value, place)
  if (Array.isArray(value)) {
    const items = value.map((item) => valueParts(item, deeper(place)))
    return block('[', items, ']', place.indent)
  }
  if (isRecord(value)) {
    const isKey = 'kty' in value
    const members = Object.entries(value).map(([name, member]) => {
      const secretName = isSecretName(name, isKey) ? name : place.name
      return [
        ...stringParts(name, { ...place, name: undefined }),
        ': ',
        ...valueParts(member, { ...deeper(place), name: secretName }),
      ]
    })
    return block('{', members, '}', place.indent)
  }
  const text = JSON.stringify(value)
  return [place.name !== undefined && typeof value === 'number' ? place.masker.secret(place.name, text) : text]
}

function stringParts(value: string, { masker, name }: Place): Part[] {
  const escaped = JSON.stringify(value).slice(1, -1)
  if (name === undefined) return ['"', ...masker.text(escaped), '"']
  return value === '' ? ['""'] : ['"', masker.secret(name, escaped, value), '"']
}

function block(open: string, items: readonly Part[][], close: string, indent: string): Part[] {
  if (items.length === 0) return [open + close]
  const lines = items.flatMap((item, index): Part[] => [index === 0 ? '\n' : ',\n', `${indent}  `, ...item])
  return [open, ...lines, `\n${indent}${close}`]
}

function deeper(place: Place): Place {
  return { ...place, indent: `${place.indent}  ` }
}
