import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Rolldown } from 'tsdown'
import { expect, test } from 'vitest'
import { withoutDescriptions } from '../without-descriptions.ts'

/** What the plugin makes of a file before anything else happens to it. */
async function transformed(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'without-descriptions-'))
  const file = join(folder, 'state.ts')
  await writeFile(file, source)
  let seen = ''
  const look: Rolldown.Plugin = {
    name: 'look',
    transform: (code, id) => {
      if (id === file) seen = code
      return null
    },
  }
  const options = { entry: file, outDir: join(folder, 'dist'), dts: false, logLevel: 'silent' } as const
  await build({ config: false, ...options, plugins: [withoutDescriptions(/state\.ts$/), look] })
  return seen
}

test('descriptions are taken out, however they are written, and all else stays where it was', async () => {
  const source = [
    `export const config = {`,
    `  description: 'one — with a \\' and a } and § (RFC 8628)',`,
    `  on: { start: { target: 'idle', description: "two" }, hint: { "description": 'three' , actions: 'note' } },`,
    `  always: [{ guard: 'isPending', description:`,
    `    'on a line of its own',`,
    `  }],`,
    `  note: "description: 'in a text'", // description: 'in a comment'`,
    `  meta: { description: String(1), other: (description: string) => ({ description }) },`,
    `}`,
  ]
  const blanked = await transformed(source.join('\n'))
  expect(blanked.split('\n').map((line) => line.trimEnd())).toEqual([
    `export const config = {`,
    ``,
    `  on: { start: { target: 'idle',                    }, hint: {                          actions: 'note' } },`,
    `  always: [{ guard: 'isPending',`,
    ``,
    `  }],`,
    `  note: "description: 'in a text'", // description: 'in a comment'`,
    `  meta: { description: String(1), other: (description: string) => ({ description }) },`,
    `}`,
  ])
  expect(blanked).toHaveLength(source.join('\n').length)
})

test.each(['authorized', 'awaiting-user', 'error', 'idle', 'polling', 'refreshing', 'requesting'])(
  'of the state in %s.ts, only descriptions are missing',
  async (name) => {
    const source = await readFile(new URL(`../src/states/${name}.ts`, import.meta.url), 'utf8')
    const blanked = await transformed(source.replaceAll(/^import .*$/gm, ''))
    const rest = source.replaceAll(/^import .*$/gm, '').replaceAll(/\bdescription: ?\s*'(?:[^'\\]|\\.)*',?/g, '')
    expect(blanked).not.toContain('description:')
    expect(blanked.replaceAll(/\s/g, '')).toBe(rest.replaceAll(/\s/g, ''))
  },
)
