import { english } from './english.ts'
import type { DeviceLoginWords, ReplacedWords } from './words.ts'

/** The English words, with those that somebody has replaced; where nobody has, they are `english` itself. */
export function replaceWords(replaced?: ReplacedWords): DeviceLoginWords {
  if (!replaced) return english
  return {
    ...english,
    ...replaced,
    endings: replaceEach(english.endings, replaced.endings),
    interruptions: replaceEach(english.interruptions, replaced.interruptions),
  }
}

function replaceEach<Kind extends string, Words>(
  all: Record<Kind, Words>,
  replaced: { [One in Kind]?: Partial<Words> } = {},
): Record<Kind, Words> {
  const kinds = Object.keys(all) as Kind[]
  return Object.assign({}, ...kinds.map((kind) => ({ [kind]: { ...all[kind], ...replaced[kind] } })))
}
