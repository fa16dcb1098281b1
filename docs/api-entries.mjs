import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))

/**
 * What users import: each entry point of each published package.
 *
 * @returns {{ package: string, name: string, types: string, page: string }[]} the package, the name as it is imported, the file of its types,
 *   and its page of the API reference below `api/`
 */
export function publishedEntries() {
  return readdirSync(packages).flatMap((folder) => {
    const { name, private: isPrivate, exports } = readManifest(folder)
    const entries = isPrivate ? [] : Object.entries(exports).filter(([, target]) => target.types)
    return entries.map(([path, { types }]) => ({
      package: name,
      name: name + path.slice(1),
      types: join(packages, folder, types),
      page: name.replace(/^@.+\//, '') + path.slice(1),
    }))
  })
}

function readManifest(folder) {
  const file = join(packages, folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { private: true }
}
