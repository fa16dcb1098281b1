import { isBuiltin } from 'node:module'
import type { Import } from './imports.ts'

/** What the source of each workspace may import of the others, by folder. AGENTS.md draws the same. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'packages/untrusted': [],
  'packages/error-codes': [],
  'packages/machine': [],
  'packages/react': ['machine', 'element'],
  'packages/vue': ['machine', 'element'],
  'packages/element': ['machine', 'oauth', 'session', 'untrusted'],
  'packages/oauth': ['machine', 'untrusted', 'error-codes'],
  'packages/session': ['machine', 'oauth', 'untrusted'],
  'packages/node': ['machine', 'oauth', 'session', 'untrusted'],
  'packages/inspect': ['machine', 'untrusted', 'error-codes'],
  'packages/viewer': ['machine', 'inspect', 'untrusted', 'error-codes'],
  'packages/cli': ['machine', 'oauth', 'session', 'node', 'inspect', 'viewer', 'untrusted', 'error-codes'],
  'packages/testing': ['machine', 'untrusted'],
}

/** Their source runs in browsers: a Node module in it would break every page that bundles it. */
const RUNS_IN_BROWSERS =
  /^(?:packages\/(?:untrusted|error-codes|machine|react|vue|element|oauth|session|inspect)|apps\/(?:tv|kiosk|playground))\/src\/|^packages\/viewer\/src\/page\//

/** Relative imports that leave their workspace all the same, with the reason. */
const WAYS_OUT: readonly { from: RegExp; file: RegExp }[] = [
  // What builds and test runs have in common is no package.
  { from: /\.config\.ts$|\/test\//, file: /^(?:tsdown|vitest)\.base\.ts$/ },
  // The scripts have no name to be found by: some run before anything is installed.
  { from: /^(?!packages\/\w+\/src\/)/, file: /^scripts\/[\w-]+\.mjs$/ },
  // What every store and lock must hold is written once, beside the first of them.
  { from: /^packages\/node\/test\/store\//, file: /^packages\/session\/test\/(?:store|lock)-cases\.ts$/ },
  // The chart is drawn by what the docs draw it with, and their site need not be built for that.
  { from: /^apps\/playground\/vite-native-tv\.ts$/, file: /^docs\/\.vitepress\/chart-picture\// },
  // compat/ runs the tests of packages against other versions.
  { from: /^compat\//, file: /^packages\/\w+\/test\// },
]

/**
 * Names each import that crosses a boundary, and the boundary.
 *
 * @param folderOf the folder of a workspace, by the name that its package.json gives it
 */
export function forbiddenImports(imports: readonly Import[], folderOf: ReadonlyMap<string, string>): string[] {
  return imports.flatMap((one) => {
    const problem = one.file === undefined ? problemByName(one, folderOf) : problemByPath(one.from, one.file)
    return problem ? [`${one.from} imports ${one.specifier}: ${problem}`] : []
  })
}

function problemByPath(from: string, file: string): string | undefined {
  if (from.includes('/src/') && file.includes('/test/')) return 'source does not import tests'
  if (workspaceOf(from) === workspaceOf(file)) return undefined
  if (WAYS_OUT.some((way) => way.from.test(from) && way.file.test(file))) return undefined
  return 'another workspace is imported by its name'
}

function problemByName({ from, specifier }: Import, folderOf: ReadonlyMap<string, string>): string | undefined {
  if (isBuiltin(specifier)) return RUNS_IN_BROWSERS.test(from) ? 'this source runs in browsers, too' : undefined
  const [, name = '', path = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? []
  const folder = folderOf.get(name)
  if (folder === undefined || folder === workspaceOf(from)) return undefined
  if (/^\/(?:src|test|dist)\b/.test(path)) return 'only what a package exports is imported'
  if (!from.startsWith('packages/')) return undefined
  if (!from.includes('/src/')) {
    return /^(?:packages|scripts)\b/.test(folder) ? undefined : 'the tests of a package import no app'
  }
  const allowed = MAY_IMPORT[workspaceOf(from)]
  if (!allowed) return 'the table in scripts/test/boundaries/rules.ts does not know this package yet'
  if (allowed.some((other) => folder === `packages/${other}`)) return undefined
  return `of the other workspaces, this one may import ${allowed.join(', ') || 'none'}`
}

function workspaceOf(file: string): string {
  const [group = '', name = ''] = file.split('/')
  return ['packages', 'compat', 'apps'].includes(group) ? `${group}/${name}` : group
}
