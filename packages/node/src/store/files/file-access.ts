import {
  accessSync,
  chmodSync,
  closeSync,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statfsSync,
} from 'node:fs'
import type { Stats, StatsFs } from 'node:fs'

/** What reading a store takes of `node:fs/promises`. */
export interface FileAccess {
  readdir(path: string): Promise<string[]>
  lstat(path: string): Promise<Stats>
  access(path: string, mode: number): Promise<void>
  statfs(path: string): Promise<StatsFs>
  chmod(path: string, mode: number): Promise<void>
  open(path: string, flags: number): Promise<OpenFile>
}

/** A file that is open to be read. */
interface OpenFile {
  stat(): Promise<Stats>
  chmod(mode: number): Promise<void>
  readFile(encoding: 'utf8'): Promise<string>
  close(): Promise<void>
}

/**
 * The same without `node:fs/promises` and the threads that it starts and asks. All is done when it is called: nothing else happens in the
 * process meanwhile, nor does a time limit.
 */
export const filesAtOnce: FileAccess = {
  readdir: async (path) => readdirSync(path),
  lstat: async (path) => lstatSync(path),
  access: async (path, mode) => accessSync(path, mode),
  statfs: async (path) => statfsSync(path),
  chmod: async (path, mode) => chmodSync(path, mode),
  async open(path, flags) {
    const file = openSync(path, flags)
    return {
      stat: async () => fstatSync(file),
      chmod: async (mode) => fchmodSync(file, mode),
      readFile: async (encoding) => readFileSync(file, encoding),
      close: async () => closeSync(file),
    }
  },
}
