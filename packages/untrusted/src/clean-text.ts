import { replaceHiddenCharacters } from './hidden-characters.ts'

/** Nobody reads more than this of a text of unknown origin. */
const MAX_SHOWN_CHARS = 2048

/** Makes a text of unknown origin fit to be shown: one line, no hidden characters, at most `maxLength` characters. */
export function cleanText(text: string, maxLength: number = MAX_SHOWN_CHARS): string {
  // A megabyte of text is not worth a megabyte of work when 80 characters of it will be shown.
  const beginning = text.slice(0, maxLength * 8).replaceAll(/\s/gu, ' ')
  const line = replaceHiddenCharacters(beginning, () => '')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
  const characters = Array.from(line)
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line
}
