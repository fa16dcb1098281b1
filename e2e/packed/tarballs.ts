import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../snippets.ts'

/** What package.json says of a package, as far as it matters to who installs it. */
export interface Manifest {
  name: string
  private?: boolean
  description?: string
  keywords?: string[]
  license?: string
  exports?: Record<string, string | Record<string, string>>
  bin?: Record<string, string>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** A package as it is published. */
export interface Tarball {
  /** Its folder in `packages/`. */
  folder: string
  /** The tarball itself. */
  file: string
  manifest: Manifest
  /** The files in it. */
  files: string[]
}

const run = promisify(execFile)

/** Everything in `packages/`, published or not. */
export async function readManifests(): Promise<(Manifest & { folder: string })[]> {
  const folders = await readdir(join(root, 'packages'))
  return Promise.all(
    folders.map(async (folder) => {
      const text = await readFile(join(root, 'packages', folder, 'package.json'), 'utf8')
      return { folder, ...(JSON.parse(text) as Manifest) }
    }),
  )
}

/** Packs every package that is published, as `npm publish` would. */
export async function packAll(into: string): Promise<Tarball[]> {
  const published = (await readManifests()).filter((manifest) => !manifest.private)
  const workspaces = published.flatMap(({ name }) => ['--workspace', name])
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', into, ...workspaces], { cwd: root })
  const packed = JSON.parse(stdout) as { name: string; filename: string; files: { path: string }[] }[]
  return published.map(({ folder, ...manifest }) => {
    const { filename, files } = packed.find(({ name }) => name === manifest.name)!
    return { folder, file: join(into, filename), manifest, files: files.map(({ path }) => path) }
  })
}
