import { create } from '../parts/create.ts'

/** A button of a screen. */
interface Action {
  label: string
  press: () => void
  /** It is what the screen is for, and looks like it. */
  isMain?: boolean
}

/** What a screen shows. */
export interface Card {
  /** How styles and tests tell where they are. */
  name: string
  title: string
  content?: readonly Node[]
  /** The first has the focus where the person was inside the element. */
  actions: readonly Action[]
  /** Stands beside the buttons. */
  aside?: Node
  /** Stands beside all of it, where there is room. */
  picture?: Node
}

/** What all screens have in common: one heading, what is to be said, and the buttons. */
export function card({ name, title, content = [], actions, aside, picture }: Card): HTMLElement {
  const buttons = actions.map(({ label, press, isMain }) => {
    const look = isMain ? 'main-button' : 'quiet-button'
    const button = create('button', { type: 'button', class: `button ${look}`, part: `button ${look}` }, label)
    button.addEventListener('click', press)
    return button
  })
  const heading = create('h2', { class: 'title', part: 'title', id: 'title', tabindex: '-1' }, title)
  const main = create('div', { class: 'main' }, heading, ...content)
  if (buttons.length > 0) {
    const bottom = create('div', { class: 'bottom' }, create('div', { class: 'actions', part: 'actions' }, ...buttons))
    if (aside) bottom.append(aside)
    main.append(bottom)
  }
  return create(
    'section',
    { class: `card card-${name}`, part: `card ${name}`, 'aria-labelledby': 'title' },
    ...(picture ? [main, picture] : [main]),
  )
}
