import { isRecord } from '@device-flow/untrusted'

const MAX_LEVELS = 4
// A response with more of them is made to keep us busy.
const MAX_ITEMS = 8
const MAX_MEMBERS = 100

/**
 * The texts that a JSON value holds under some names, in the order of the names, however deep below other of these
 * names. `error_message`, `errorMessage` and `Error-Message` are one name: `errormessage`.
 */
export function textsUnder(value: unknown, names: ReadonlySet<string>, levels: number = MAX_LEVELS): string[] {
  if (typeof value === 'string') return [value]
  if (levels === 0 || typeof value !== 'object' || value === null) return []
  if (!isRecord(value)) return itemsOf(value).flatMap((item) => textsUnder(item, names, levels - 1))
  let members: Map<string, unknown> | undefined
  for (const name of Object.keys(value).slice(0, MAX_MEMBERS)) {
    const plain = name.replaceAll(/[_@-]/g, '').toLowerCase()
    if (names.has(plain) && !members?.has(plain)) members = (members ?? new Map()).set(plain, value[name])
  }
  // Most responses are a success, and have none of them.
  if (!members) return []
  const texts: string[] = []
  for (const name of names) {
    const member = members.get(name)
    // Errors by field: {"errors":{"client_id":["is required"]}}.
    const within = name === 'errors' && isRecord(member) ? [member, itemsOf(member)] : member
    texts.push(...textsUnder(within, names, levels - 1))
  }
  return texts
}

function itemsOf(value: object): unknown[] {
  return Object.values(value).slice(0, MAX_ITEMS)
}
