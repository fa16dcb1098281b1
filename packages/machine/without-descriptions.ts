import type { Rolldown } from 'tsdown'

/** A node of the syntax tree (ESTree), as far as it is read here. */
interface Node {
  type: string
  start: number
  end: number
}

/**
 * Takes the descriptions out of the states when they are built: those are for pictures and inspectors, and an app that ships would carry 1 kB
 * of text that nothing in it reads. Blanks in their place keep the source maps true.
 */
export function withoutDescriptions(files: RegExp): Rolldown.Plugin {
  return {
    name: 'without-descriptions',
    transform: {
      filter: { id: files },
      handler(code) {
        const blanked = descriptionsIn(this.parse(code, { lang: 'ts' })).reduce(blank, code)
        return { code: blanked, map: null }
      },
    },
  }
}

/** The properties `description: '…'` of all objects in a tree. What is no plain string may be meant for something else, and stays. */
function descriptionsIn(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(descriptionsIn)
  if (typeof node !== 'object' || node === null) return []
  if (isDescription(node)) return [node]
  return Object.values(node).flatMap(descriptionsIn)
}

function isDescription(node: object): node is Node {
  const { type, key, value } = node as { type?: string; key?: Record<string, unknown>; value?: Record<string, unknown> }
  return (
    type === 'Property' &&
    (key?.['name'] ?? key?.['value']) === 'description' &&
    value?.['type'] === 'Literal' &&
    typeof value['value'] === 'string'
  )
}

/** Writes blanks over a property, and over the comma behind it, which would otherwise stand alone. */
function blank(code: string, { start, end }: Node): string {
  const comma = /^\s*,/.exec(code.slice(end))?.[0].length ?? 0
  const property = code.slice(start, end + comma)
  return code.slice(0, start) + property.replaceAll(/\S/g, ' ') + code.slice(end + comma)
}
