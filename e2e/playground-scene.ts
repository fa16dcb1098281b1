import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FrameLocator, Page } from 'playwright-core'
import ts from 'typescript'

const PROGRAM = fileURLToPath(new URL('../apps/terminal/dist/playground.js', import.meta.url))
const RELAY_FETCH = fileURLToPath(new URL('../apps/playground/src/servers/relay-fetch.ts', import.meta.url))

/** What `npm run playground` serves. */
export interface ServedPlayground {
  url: string
  issuer: string
  /** All that it has said. */
  said(): string
  /** Ends it as Ctrl-C does. Resolves to its exit code. */
  end(): Promise<number | null>
}

/** Runs what `npm run playground` runs, once it is built. */
export async function servePlayground(argv: readonly string[] = [], env = {}): Promise<ServedPlayground> {
  const child = spawn(process.execPath, [PROGRAM, ...argv], { env: { PATH: process.env['PATH'], ...env } })
  const closed = once(child, 'close') as Promise<[number | null]>
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  while (!said.includes('ends it')) await once(child.stdout, 'data')
  const addressOf = (name: string): string => new RegExp(`${name} (http\\S+)`).exec(said)?.[1] ?? ''
  return {
    url: addressOf('Playground'),
    issuer: addressOf('Issuer'),
    said: () => said,
    async end() {
      child.kill('SIGINT')
      return (await closed)[0]
    },
  }
}

/** Shows an address in a frame of the page, so wide, px. */
export async function showInFrame(page: Page, url: string, width = 320): Promise<FrameLocator> {
  await page.evaluate(
    ([src, wide]) => {
      document.querySelector('iframe.phone')?.remove()
      const frame = Object.assign(document.createElement('iframe'), {
        className: 'phone',
        src,
        width: String(wide),
        height: '560',
      })
      document.body.append(frame)
    },
    [url, width] as const,
  )
  return page.frameLocator('iframe.phone')
}

/** Has the page call the relay as its own source does. Resolves to what `use` makes of the response. It runs in the page. */
export async function callByRelay<T>(
  page: Page,
  use: (response: Response) => Promise<T>,
  url: string,
  init: RequestInit = {},
): Promise<T> {
  const { outputText } = ts.transpileModule(readFileSync(RELAY_FETCH, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  const called = `createRelayFetch('./relay')(${JSON.stringify(url)}, ${JSON.stringify(init)}).then(${use.toString()})`
  return page.evaluate(`(() => { ${outputText.replace('export function', 'function')}; return ${called} })()`)
}
