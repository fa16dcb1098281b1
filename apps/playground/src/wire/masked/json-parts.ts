import { jsonTokens, type JsonToken } from './json-tokens.ts'
import type { Masker } from './masker.ts'
import { joined, secretsAmong, type Part } from './part.ts'
import { isSecretName } from './secret-names.ts'
import { visibleText } from './visible-text.ts'

/** Deeper, it is shown as text. */
const MOST_LEVELS = 60

/** A piece of JSON with its secrets apart. */
export interface MaskedToken extends JsonToken {
  readonly parts: readonly Part[]
}

/** An object or a list that is open. */
interface Block {
  isObject: boolean
  /** Whether it is a JSON Web Key. */
  isKey: boolean
  /** Of the secret that all of it is. */
  secret: string | undefined
  /** Of the member that is next, or under way: undefined before its name. */
  member: string | undefined
}

/**
 * Takes JSON apart as it was sent. A member with the name of a secret is one, whatever it holds.
 *
 * @throws SyntaxError for what is no JSON, RangeError for what is too deep
 */
export function jsonParts(body: string, masker: Masker): MaskedToken[] {
  const tokens = jsonTokens(body)
  const keys = keysAmong(tokens)
  const open: Block[] = []
  return tokens.map((token, index): MaskedToken => {
    const { kind, text } = token
    const block = open.at(-1)
    if (kind === 'string' && block?.isObject && block.member === undefined) {
      block.member = JSON.parse(text) as string
      return { ...token, parts: stringParts(text, undefined, masker) }
    }
    const secret = secretNameIn(block)
    if (kind === 'string') return { ...token, parts: stringParts(text, secret, masker) }
    if (kind === 'scalar') return { ...token, parts: [scalarPart(text, secret, masker)] }
    if (text === '{' || text === '[') {
      if (open.length >= MOST_LEVELS) throw new RangeError('The JSON is too deep')
      open.push({ isObject: text === '{', isKey: keys.has(index), secret, member: undefined })
    } else if (text === '}' || text === ']') open.pop()
    else if (text === ',' && block) block.member = undefined
    return { ...token, parts: [visibleText(text)] }
  })
}

/** Which of the objects, by where they begin, are JSON Web Keys. */
function keysAmong(tokens: readonly JsonToken[]): Set<number> {
  const keys = new Set<number>()
  const open: number[] = []
  for (const [index, { text }] of tokens.entries()) {
    if (text === '{' || text === '[') open.push(index)
    else if (text === '}' || text === ']') open.pop()
    else if (text.startsWith('"') && JSON.parse(text) === 'kty') keys.add(open.at(-1) ?? -1)
  }
  return keys
}

function secretNameIn(block: Block | undefined): string | undefined {
  if (block?.member === undefined) return block?.secret
  return isSecretName(block.member, block.isKey) ? block.member : block.secret
}

function stringParts(text: string, secret: string | undefined, masker: Masker): Part[] {
  const value = JSON.parse(text) as string
  const sent = text.slice(1, -1)
  if (secret !== undefined) return value === '' ? ['""'] : ['"', masker.secret(secret, sent, value), '"']
  const plain = JSON.stringify(value).slice(1, -1)
  // Behind escapes that nobody needs, a secret would not be found.
  const [hidden] = plain === sent ? [] : secretsAmong(masker.text(plain))
  return ['"', ...(hidden ? [masker.secret('secret', sent)] : masker.text(sent)), '"']
}

function scalarPart(text: string, secret: string | undefined, masker: Masker): Part {
  return secret !== undefined && /^[-\d]/.test(text) ? masker.secret(secret, text) : text
}

/** The text as it was sent. */
export function asSent(tokens: readonly MaskedToken[]): Part[] {
  return joined(tokens.flatMap(({ parts }) => parts))
}

/** The same in lines: nothing but its spacing is another. */
export function formatted(tokens: readonly MaskedToken[]): Part[] {
  const solid = tokens.filter(({ kind }) => kind !== 'space')
  let level = 0
  return joined(
    solid.flatMap(({ text, parts }, index): readonly Part[] => {
      const before = solid[index - 1]?.text
      const isEmpty = solid[index + 1]?.text === CLOSING[text]
      if (text === '{' || text === '[') return isEmpty ? parts : [...parts, line(++level)]
      if (text === '}' || text === ']') return CLOSING[before ?? ''] === text ? parts : [line(--level), ...parts]
      if (text === ',') return [...parts, line(level)]
      return text === ':' ? [...parts, ' '] : parts
    }),
  )
}

const CLOSING: Readonly<Record<string, string | undefined>> = { '{': '}', '[': ']' }

function line(level: number): string {
  return `\n${'  '.repeat(level)}`
}
