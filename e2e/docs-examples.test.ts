import { execFile } from 'node:child_process'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publishedEntries } from '@device-flow/docs/api-entries'
import { expect, test } from 'vitest'
import { makeSnippetFolder, root } from './snippets.ts'

/** What an example may speak of without saying where it is from: a reader has it, under this name. */
const GIVEN: Record<string, string> = {
  App: '() => null',
  actor: "import('@device-flow/machine').DeviceFlowActor",
  actual: 'unknown',
  canaries: "import('@device-flow/testing').Canaries",
  clock: "import('@device-flow/machine/clock').Clock",
  mount: "Parameters<typeof import('@device-flow/testing/contract').adapterContract>[1]['mount']",
  ownRequests: "Omit<import('@device-flow/machine').DeviceFlowServices, 'sleep'>",
  response: 'Response',
  services: "import('@device-flow/machine').DeviceFlowServices",
  show: '(text: unknown) => void',
  snapshot: 'unknown',
  stderr: 'string',
  stdout: 'string',
  store: '{ save(value: unknown): void }',
  test: "typeof import('vitest').test",
  url: 'string',
  view: "Extract<import('@device-flow/machine').DeviceFlowView, { status: 'awaitingUser' }>",
}

interface Example {
  file: string
  code: string
}

async function examples(): Promise<Example[]> {
  const names = await readdir(join(root, 'packages'), { recursive: true })
  const files = names.filter((name) => /^[\w-]+\/src\/.*\.ts$/.test(name))
  const found = files.map(async (file) => {
    const docstrings = (await readFile(join(root, 'packages', file), 'utf8')).match(/^ *\/\*\*[^]*?\*\//gm) ?? []
    return docstrings.flatMap((text) =>
      [...text.replaceAll(/^ *\* ?/gm, '').matchAll(/^@example[^`]*```tsx?\n([^]*?)^```/gm)].map(([, code = '']) => ({
        file,
        code,
      })),
    )
  })
  return (await Promise.all(found)).flat()
}

/** What each entry point exports, by the name that it is imported by. */
async function publicNames(): Promise<Map<string, string[]>> {
  const entries = publishedEntries().map(async ({ name, types }): Promise<[string, string[]]> => {
    const lists = (await readFile(types, 'utf8')).matchAll(/^export (?:type )?\{([^}]*)\}/gm)
    const names = [...lists].flatMap(([, list = '']) => list.split(','))
    return [
      name,
      names.map((exported) =>
        exported
          .replace(/^.* as /, '')
          .replace('type ', '')
          .trim(),
      ),
    ]
  })
  return new Map([...(await Promise.all(entries)), ['xstate', ['createActor', 'createMachine']]])
}

/** The example as a module: what it imports itself stays, all else is there. React and Vue share names: its own package comes first. */
function moduleOf({ file, code }: Example, names: Map<string, string[]>): string {
  const words = new Set(code.match(/[\w$]+/g))
  const isOwn = (name: string): boolean =>
    new RegExp(String.raw`(?:const|let|function|class) (?:\{[^}]*\b)?${name}\b|import [^;\n]*\b${name}\b`).test(code)
  const wanted = [...words].filter((word) => !isOwn(word))
  const home = `@device-flow/${file.split('/')[0]}`
  const entries = [...names.keys()].toSorted((a, b) => Number(b.startsWith(home)) - Number(a.startsWith(home)))
  const imports = wanted.flatMap((name) => {
    const entry = entries.find((candidate) => names.get(candidate)?.includes(name))
    return entry ? [`import { ${name} } from '${entry}'`] : []
  })
  const given = wanted.flatMap((name) => (Object.hasOwn(GIVEN, name) ? [`declare const ${name}: ${GIVEN[name]}`] : []))
  return [...imports, ...given, code, 'export {}', ''].join('\n')
}

test('every example in a docstring compiles, with what the packages export', async () => {
  const [found, names] = await Promise.all([examples(), publicNames()])
  expect(found.length).toBeGreaterThan(40)
  const folder = await makeSnippetFolder('examples')
  const tsconfig = JSON.parse(await readFile(join(folder, 'tsconfig.json'), 'utf8')) as { compilerOptions: object }
  // An example is the middle of a file: it shows more than it goes on to use.
  Object.assign(tsconfig.compilerOptions, {
    noUnusedLocals: false,
    noUnusedParameters: false,
    verbatimModuleSyntax: false,
  })
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
  for (const [index, example] of found.entries()) {
    await writeFile(join(folder, `${example.file.replaceAll(/\W/g, '-')}-${index}.tsx`), moduleOf(example, names))
  }
  const compiled = promisify(execFile)('npm', ['exec', '--', 'tsc', '--project', folder], { cwd: join(root, 'e2e') })
  await expect(
    compiled.catch(({ stdout }: { stdout: string }) => Promise.reject(new Error(stdout))),
  ).resolves.toBeTruthy()
  await rm(folder, { recursive: true })
})
