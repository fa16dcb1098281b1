import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder for one test; one that runs beside others says itself when it is finished. */
export async function temporaryFolder(parent: string = tmpdir(), whenFinished = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(parent, 'device-flow-'))
  whenFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Every file below a folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** The only file below a folder. */
export async function onlyFileIn(folder: string): Promise<string> {
  const files = await filesIn(folder)
  if (files.length !== 1) throw new Error(`${files.length} files in ${folder}: ${files.join(', ')}`)
  return files[0]!
}
