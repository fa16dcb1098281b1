import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [, most = 0] = /^max_line_length = (\d+)$/m.exec(readFileSync(join(root, '.editorconfig'), 'utf8'))!.map(Number)

/** The source files of all packages and apps. */
function sourceFiles(): string[] {
  const workspaces = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(group, name)),
  )
  return workspaces.flatMap((workspace) =>
    readdirSync(join(root, workspace, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:tsx?|mjs|vue)$/.test(name))
      .map((name) => join(workspace, 'src', name)),
  )
}

// The formatter breaks code at 120, but neither comments nor long texts.
test('no comment in source is longer than .editorconfig says', () => {
  expect(most).toBe(140)
  const long = sourceFiles().flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (isComment(line) && line.length > most ? [`${file}:${index + 1}`] : [])),
  )
  expect(long).toEqual([])
})

function isComment(line: string): boolean {
  return /^\s*(?:\/\/|\/?\*)/.test(line)
}
