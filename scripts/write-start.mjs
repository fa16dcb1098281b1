import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { npm, root } from './run.mjs'

const startsFolder = join(root, 'starts')
const LEFT_OUT = new Set(['node_modules', 'dist', '.turbo'])

/** Names the starts that there are. */
export async function startNames() {
  return (await readdir(startsFolder)).filter((name) => !name.startsWith('.'))
}

/**
 * Writes a start as an app of its own. The packages of this repository lie in it as tarballs: they are not on npm yet. Nothing is left of a
 * folder that could not be written to its end.
 *
 * @param {{ start: string, folder: string, name: string }} app the start, the new folder, and the app's name
 * @returns {Promise<boolean>} whether it is there; what kept it from that was printed
 */
export async function writeStart({ start, folder, name }) {
  const from = join(startsFolder, start)
  await mkdir(folder, { recursive: true })
  try {
    await cp(from, folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) })
    if (start === 'html') await copyFile(elementFile, join(folder, basename(elementFile)))
    const manifest = await manifestOf(await readManifest(from), { name, packed: join(folder, 'packed') })
    await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    return true
  } catch (error) {
    await rm(folder, { recursive: true })
    console.error(error instanceof Error ? error.message : error)
    return false
  }
}

/** What package.json says of the app: as that of the start, but with the packages of this repository as tarballs. */
async function manifestOf({ license: _license, dependencies = {}, devDependencies = {}, ...start }, { name, packed }) {
  const [own, others] = [isOwn, (dependency) => !isOwn(dependency)].map((which) => pick(dependencies, which))
  // What one of them depends on is named too: npm would look for it elsewhere.
  const tarballs = await pack(await withTheirOwn(Object.keys(own)), packed)
  return {
    ...start,
    name,
    version: '0.0.0',
    dependencies: { ...tarballs, ...others },
    // Of our own, a start develops with the element alone, and has its file.
    devDependencies: pick(devDependencies, (dependency) => !isOwn(dependency)),
  }
}

const pick = (entries, which) => Object.fromEntries(Object.entries(entries).filter(([name]) => which(name)))

/** The element as one file, for a page without a bundler. */
const elementFile = join(root, 'packages', 'element', 'dist', 'device-login.js')

const isOwn = (dependency) => dependency.startsWith('@device-flow/')

async function readManifest(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
}

/** These packages, and those of this repository that they depend on. */
async function withTheirOwn(names) {
  const all = new Set(names)
  for (const name of all) {
    const { dependencies = {} } = await readManifest(join(root, 'packages', name.replace('@device-flow/', '')))
    for (const dependency of Object.keys(dependencies).filter(isOwn)) all.add(dependency)
  }
  return [...all].toSorted()
}

/** Packs packages as they would be published. Resolves to what package.json says of them. */
async function pack(names, into) {
  if (names.length === 0) return {}
  await mkdir(into)
  const workspaces = names.flatMap((name) => ['--workspace', name])
  const isPacked = await npm(['pack', '--pack-destination', into, ...workspaces], { quiet: true })
  if (!isPacked) throw new Error('The packages could not be packed. See above.')
  const files = await readdir(into)
  return Object.fromEntries(
    names.map((name) => {
      const prefix = `${name.replace('@', '').replace('/', '-')}-`
      return [name, `file:packed/${files.find((file) => file.startsWith(prefix))}`]
    }),
  )
}
