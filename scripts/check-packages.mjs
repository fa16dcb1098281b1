// What users install, as it is packed: publint on the manifest and the files, and "are the types wrong?" on what an import of it resolves to.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { npm, root } from './run.mjs'

/** Ways to import that our packages are not made for: without `exports`, and from CommonJS. */
const OTHER_WAYS = new Set(['node10', 'node16-cjs'])

/** What a page loads by a script tag: no one asks for its types. */
const FOR_SCRIPT_TAGS = /\.js$/

/**
 * All in one process: by their commands, each package would be packed twice, and TypeScript loaded for each. Prints what is wrong.
 *
 * @returns {Promise<boolean>} whether all is well
 */
export async function packagesFit() {
  const folder = mkdtempSync(join(tmpdir(), 'device-flow-packed-'))
  try {
    const workspaces = publishedPackages().map((name) => `--workspace=${name}`)
    if (!(await npm(['pack', ...workspaces, `--pack-destination=${folder}`], { quiet: true }))) return false
    let fit = true
    for (const file of readdirSync(folder)) {
      const tarball = new Uint8Array(readFileSync(join(folder, file)))
      for (const problem of [...(await wrongFiles(tarball)), ...(await wrongTypes(tarball))]) {
        console.error(`${file}: ${problem}`)
        fit = false
      }
    }
    return fit
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function publishedPackages() {
  return readdirSync(join(root, 'packages'))
    .map((folder) => JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')))
    .flatMap((manifest) => (manifest.private ? [] : [manifest.name]))
}

async function wrongFiles(tarball) {
  const { messages, pkg } = await publint({ strict: true, level: 'error', pack: { tarball: tarball.buffer } })
  return messages.map((message) => formatMessage(message, pkg))
}

async function wrongTypes(tarball) {
  const packed = createPackageFromTarballData(tarball)
  const { types, problems } = await checkPackage(packed, { excludeEntrypoints: [FOR_SCRIPT_TAGS] })
  if (!types) return ['has no types']
  return problems
    .filter(({ resolutionKind }) => !OTHER_WAYS.has(resolutionKind))
    .map(({ kind, ...where }) => `${kind} ${JSON.stringify(where)}`)
}
