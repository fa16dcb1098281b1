import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { appStore } from '../../src/store/index.ts'
import type { AppStore, AppStoreOptions } from '../../src/store/index.ts'
import { filesIn } from './folder.ts'

export const KEY = 'device-flow tv https://as.example/ 1a2b'
export const one = { revision: 1, text: 'canary-refresh-token' }
export const newKey = (encoding: BufferEncoding = 'base64'): string => randomBytes(32).toString(encoding)

/** A machine without a keyring, and with this environment. */
export function machine(folder: string, env: NodeJS.ProcessEnv = {}) {
  return (options: AppStoreOptions = {}): AppStore => appStore('my-cli', { folder, env, ...options })
}

/** Whether the text is in a file below the folder, as it is or in base64. */
export async function isInClear(folder: string, text: string): Promise<boolean> {
  const contents = await Promise.all((await filesIn(folder)).map((file) => readFile(file, 'utf8')))
  return contents.some((content) => content.includes(text) || content.includes(btoa(text).slice(0, -3)))
}
