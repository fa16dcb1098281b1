import { create, setText } from '../parts/create.ts'
import { card } from './card.ts'
import type { Screen, ScreenParts } from './screen.ts'

/** While what is kept is being read: it is not known yet whether somebody is signed in. */
export function restoring({ words }: ScreenParts): Screen {
  return { root: card({ name: 'restoring', title: words.restoringTitle, content: [dots()], actions: [] }) }
}

/** While the code is on its way. */
export function requesting({ words, commands }: ScreenParts): Screen {
  const text = create('p', { class: 'lead', part: 'text' })
  const root = card({
    name: 'requesting',
    title: words.requestingTitle,
    content: [text, dots()],
    actions: [{ label: words.cancel, press: commands.cancel }],
  })
  return {
    root,
    update(view) {
      const isSlow = view.status === 'requesting' && view.blips > 0
      setText(text, isSlow ? words.requestingSlowly : words.requestingText)
    },
  }
}

/** Something is under way. */
function dots(): HTMLElement {
  return create('p', { class: 'dots', 'aria-hidden': 'true' }, create('span'), create('span'), create('span'))
}
