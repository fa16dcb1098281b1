import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../.vitepress/pages.ts'

const rules = readRules()
const cited = readCitations()

test('every behaviour that a test cites is in the rule book', () => {
  const unknown = [...cited].filter(([number]) => !rules.has(number)).map(([number, file]) => `${number} in ${file}`)
  expect(cited.size).toBeGreaterThan(120)
  expect(unknown, 'Add these rules to docs/behaviours.md, or mend the number').toEqual([])
})

test('every behaviour of the rule book is cited by a test, unless it is planned', () => {
  const uncited = [...rules].filter(([number, isPlanned]) => !isPlanned && !cited.has(number)).map(([number]) => number)
  expect(uncited, 'Cite each in the title of its test, or mark it _planned_ in docs/behaviours.md').toEqual([])
})

test('no planned behaviour is cited: it would be built by then', () => {
  const built = [...rules].filter(([number, isPlanned]) => isPlanned && cited.has(number)).map(([number]) => number)
  expect(built, 'Take _planned_ away from these rules in docs/behaviours.md').toEqual([])
})

test('every section says where its code is', () => {
  const sections = readFileSync(join(root, 'docs', 'behaviours.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
  expect(sections.length).toBeGreaterThan(12)
  expect(sections.filter((section) => !/^Code: .*\]\(\.\.\//m.test(section))).toEqual([])
})

/** The numbers that docs/behaviours.md explains, and whether each is only planned. */
function readRules(): Map<string, boolean> {
  const book = readFileSync(join(root, 'docs', 'behaviours.md'), 'utf8')
  const listed = [...book.matchAll(/^- \*\*([A-INRT]\d+)\*\*( – _planned_)?/gm)].map(
    ([, number = '', planned]) => [number, planned !== undefined] as const,
  )
  const tabled = [...book.matchAll(/^\| (\d+|X\d+) /gm)].map(
    ([, number = '']) => [number.startsWith('X') ? `attack ${number}` : `case ${number}`, false] as const,
  )
  return new Map([...listed, ...tabled])
}

/** What tests cite, in parentheses (`(B8)`, `(C1, case 16)`) or before a colon (`B8: …`), each with a file that does. */
function readCitations(): Map<string, string> {
  const citations = new Map<string, string>()
  for (const file of testFiles()) {
    const text = readFileSync(join(root, file), 'utf8')
    const places = text.matchAll(/\(([^()\n]{2,80})\)|(?:'|\/\/ )([^:'\n]{2,40}):/g)
    for (const [, inParentheses, beforeColon] of places) {
      for (const item of (inParentheses ?? beforeColon ?? '').split(/[,;] ?| and |\//)) {
        if (/^(?:[A-INRT]\d{1,2}|case \d+|attack X\d+)$/.test(item.trim())) citations.set(item.trim(), file)
      }
    }
  }
  return citations
}

function testFiles(): string[] {
  const folders = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(group, name, 'test')),
  )
  return [...folders, 'docs/test', 'e2e'].flatMap((folder) => filesIn(folder))
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}
