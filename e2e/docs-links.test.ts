import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { gitHubSlug } from '@device-flow/docs/github-slug'
import { readTexts, root, type Text } from './snippets.ts'

// The API reference names its headings as VitePress does; docs/test/site.test.ts follows its links on the built site.
const texts = (await readTexts()).filter(({ file }) => !file.startsWith(join('docs', 'api')))

/** The links of a text to files of this repository, each with the heading that it names. */
function linksOf({ file, text }: Text): { link: string; target: string; heading: string }[] {
  return [...withoutCode(text).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?[^)]*\)/g)].map(
    ([, path = '', heading = '']) => {
      const target = path === '' ? file : relative(root, join(root, dirname(file), path))
      return { link: `${file} → ${target}${heading && `#${heading}`}`, target, heading }
    },
  )
}

/** The ids that GitHub gives to the headings of a text; those of the same name are counted. */
function headingsOf(text: string): Set<string> {
  const ids = new Set<string>()
  for (const [, heading = ''] of withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)) {
    const id = gitHubSlug(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    let unique = id
    for (let count = 1; ids.has(unique); count++) unique = `${id}-${count}`
    ids.add(unique)
  }
  return ids
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[^]*?^```$/gm, '')
}

test('every link inside READMEs and docs leads somewhere', () => {
  expect(texts.length).toBeGreaterThan(10)
  const links = texts.flatMap(linksOf)
  expect(links.filter(({ target }) => !existsSync(join(root, target))).map(({ link }) => link)).toEqual([])
})

test('every link to a heading names one that is there', () => {
  const headings = new Map(texts.map(({ file, text }) => [file, headingsOf(text)]))
  const links = texts.flatMap(linksOf).filter(({ heading }) => heading !== '')
  expect(links.length).toBeGreaterThan(10)
  expect(links.filter(({ target, heading }) => !headings.get(target)?.has(heading)).map(({ link }) => link)).toEqual([])
})

test('a heading is found under the id that GitHub gives it', () => {
  const text =
    '# A *login* that "hangs"\n## `invalid_grant`\n## [A link](x.md), two\n## Twice\n## Twice\n```sh\n# no heading\n```'
  expect([...headingsOf(text)]).toEqual(['a-login-that-hangs', 'invalid_grant', 'a-link-two', 'twice', 'twice-1'])
})
