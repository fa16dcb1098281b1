import { hashOf, PartHashes } from './part-hashes.ts'

/** A text that is looked for, and the secret that it is an encoding of. */
export interface KnownText {
  text: string
  secret: string
}

/** This many characters of a text have to be the same before the rest is compared. */
const BEGINNING_CHARS = 8

/** Known texts by their length and then by their hash. The longest come first: a secret may be the beginning of another. */
type ByLength = Map<number, Map<number, KnownText[]>>

/** Texts of 8 characters or more to look for in other texts. A search takes few steps at each place, whatever the texts are. */
export class KnownTexts {
  /** By the hash of their first characters. */
  readonly #byBeginning = new Map<number, ByLength>()

  add(known: KnownText): void {
    const { length } = known.text
    const beginning = hashOf(known.text.slice(0, BEGINNING_CHARS))
    const byLength: ByLength = this.#byBeginning.get(beginning) ?? new Map()
    const byHash = byLength.get(length) ?? new Map<number, KnownText[]>()
    const hash = hashOf(known.text)
    byHash.set(hash, [...(byHash.get(hash) ?? []), known])
    if (byLength.has(length)) return
    const longestFirst = [...byLength, [length, byHash] as const].toSorted(([one], [other]) => other - one)
    this.#byBeginning.set(beginning, new Map(longestFirst))
  }

  delete({ text, secret }: KnownText): void {
    const beginning = hashOf(text.slice(0, BEGINNING_CHARS))
    const byLength = this.#byBeginning.get(beginning)
    const byHash = byLength?.get(text.length)
    if (!byLength || !byHash) return
    const hash = hashOf(text)
    const others = byHash.get(hash)?.filter((known) => known.secret !== secret) ?? []
    if (others.length > 0) byHash.set(hash, others)
    else byHash.delete(hash)
    if (byHash.size === 0) byLength.delete(text.length)
    if (byLength.size === 0) this.#byBeginning.delete(beginning)
  }

  /** Begins a search through one text. */
  searchIn(text: string): Search {
    return new Search(text, this.#byBeginning)
  }
}

/** A search through one text. */
class Search {
  /** How often a part of the text was compared with all known texts of its length. */
  looks = 0
  readonly #text: string
  readonly #hashes: PartHashes
  readonly #byBeginning: ReadonlyMap<number, ByLength>

  constructor(text: string, byBeginning: ReadonlyMap<number, ByLength>) {
    this.#text = text
    this.#hashes = new PartHashes(text)
    this.#byBeginning = byBeginning
  }

  /** Finds the longest known text at this place; at least 8 characters have to be left there. */
  at(start: number): KnownText | undefined {
    const byLength = this.#byBeginning.get(this.#hashes.of(start, start + BEGINNING_CHARS))
    if (!byLength) return undefined
    for (const [length, byHash] of byLength) {
      if (start + length > this.#text.length) continue
      this.looks++
      const alike = byHash.get(this.#hashes.of(start, start + length))
      const found = alike?.find(({ text }) => this.#text.startsWith(text, start))
      if (found) return found
    }
    return undefined
  }
}
