import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../snippets.ts'
import { packAll } from './tarballs.ts'

const run = promisify(execFile)

/** What the app has beside our packages, in the versions that our own tests take. */
const OTHERS = ['react', 'react-dom', 'vue', 'xstate', '@types/react', '@types/react-dom', '@types/node', 'typescript']

const tsconfig = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: 'nodenext',
    jsx: 'react-jsx',
    types: ['node'],
    // The types of every package that the app imports are checked, ours among them.
    skipLibCheck: false,
    outDir: 'built',
  },
  include: ['*.ts', '*.tsx'],
}

/** The same for a process: a project without the types of a page. */
const processTsconfig = {
  extends: './tsconfig.json',
  compilerOptions: { lib: ['es2023'], noEmit: true },
  include: ['login.ts'],
}

/** Installs the packed packages in an empty folder, outside of this repository, beside the files of `app/`. Returns that folder. */
export async function installApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'installed-'))
  await mkdir(join(folder, 'packed'))
  const tarballs = await packAll(join(folder, 'packed'))
  await cp(join(root, 'e2e', 'packed', 'app'), folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
  await writeFile(join(folder, 'tsconfig.process.json'), JSON.stringify(processTsconfig))
  const others = await Promise.all(OTHERS.map(async (name) => `${name}@${await versionHere(name)}`))
  const packages = [...tarballs.map(({ file }) => file), ...others]
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']
  await run('npm', ['install', ...flags, ...packages], { cwd: folder, env: ownEnvironment() })
  return folder
}

/** Without what npm tells the scripts that it runs: the new app has settings of its own. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|NODE_ENV$|VITEST)/i.test(name)))
}

async function versionHere(name: string): Promise<string> {
  const manifest = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
