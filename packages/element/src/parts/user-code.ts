import { groupUserCode, spellUserCode } from '@device-flow/machine'
import type { DeviceLoginWords } from '../words/words.ts'
import { create, measured } from './create.ts'

/** The code to type: in groups for eyes, spelled out for ears, and verbatim where it is selected and copied. */
export function userCode(code: string, words: DeviceLoginWords): HTMLElement {
  const groups = groupUserCode(code).map(({ text, separator }) =>
    create(
      'span',
      { class: 'code-piece' },
      create('span', { class: 'code-group', part: 'code-group' }, text),
      separator,
    ),
  )
  const element = create(
    'p',
    { class: `code code-${sizeOf(code)}`, part: 'code' },
    create('span', { class: 'unseen' }, spellUserCode(code, words)),
    create('span', { class: 'code-groups', 'aria-hidden': 'true', dir: 'auto' }, ...groups),
  )
  return measured(element, { length: code.length, groups: groups.length })
}

/** How large a code can be and still fit its place, for engines that cannot measure that: by its characters. */
function sizeOf({ length }: string): 'large' | 'medium' | 'small' {
  if (length <= 10) return 'large'
  return length <= 18 ? 'medium' : 'small'
}
