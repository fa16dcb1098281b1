import { parse, type DefaultTreeAdapterTypes } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** What stands on a page, as far as a person acts on it. */
export interface PageContent {
  /** The id of its `<main>`, or a word for what came instead. */
  id: string
  /** The text of its error, if it shows one. */
  alert?: string
  form?: { action: string; hidden: Record<string, string> }
}

/** Reads a page of this server: which one it is, its error, and its form. */
export function readPage(markup: string): PageContent {
  const elements = [...elementsIn(parse(markup))]
  const find = (tagName: string): Element | undefined => elements.find((element) => element.tagName === tagName)
  const form = find('form')
  const alert = elements.find((element) => attribute(element, 'role') === 'alert')
  const hidden = elements.filter((element) => element.tagName === 'input' && attribute(element, 'type') === 'hidden')
  return {
    id: attribute(find('main'), 'id') ?? 'something that is not a page of this server',
    ...(alert && { alert: textOf(alert).replaceAll(/\s+/g, ' ').trim() }),
    ...(form && {
      form: {
        action: attribute(form, 'action') ?? '',
        hidden: Object.fromEntries(
          hidden.map((input) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? '']),
        ),
      },
    }),
  }
}

function* elementsIn(node: Node): Generator<Element> {
  if ('tagName' in node) yield node
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsIn(child)
}

function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((each) => each.name === name)?.value
}

/** The words of an element; those of neighbours that are elements do not run together. */
function textOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join(' ') : ''
}
