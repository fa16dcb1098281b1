import { replaceHiddenCharacters } from '@device-flow/untrusted'

/** Makes a text of unknown origin fit to be shown in lines: what nobody would see, or what turns a line around, is written out. */
export function visibleText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => replaceHiddenCharacters(line, (character) => (character === '\t' ? '  ' : escapeOf(character))))
    .join('\n')
}

function escapeOf(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    const hex = character.charCodeAt(at).toString(16)
    return String.raw`\u${hex.padStart(4, '0')}`
  }).join('')
}
