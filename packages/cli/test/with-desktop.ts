import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A computer with a browser that notes when it is opened. */
export interface Desktop {
  folder: string
  /** What the browser was called with, and what of its environment it should not have. */
  calls(): Promise<string>
  env: Record<string, string>
}

/** Runs a test with a folder and a browser of its own, which does `body` beside noting that it was called. */
export async function withDesktop(body: string, use: (desktop: Desktop) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'device-flow-'))
  const browser = join(folder, 'browser')
  await writeFile(
    browser,
    `#!/bin/sh\necho "$@ secret=$DEVICE_FLOW_CLIENT_SECRET$DEVICE_FLOW_KEY" >> ${folder}/calls\n${body}\n`,
  )
  await chmod(browser, 0o755)
  const calls = (): Promise<string> => readFile(join(folder, 'calls'), 'utf8').catch(() => '')
  try {
    await use({
      folder,
      calls,
      env: { BROWSER: browser, DEVICE_FLOW_CLIENT_SECRET: 'canary', DEVICE_FLOW_KEY: '0'.repeat(64) },
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}
