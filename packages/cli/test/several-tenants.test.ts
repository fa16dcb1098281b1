import { expect, test } from 'vitest'
import { jsonLines, loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

test.each(['/{tenantid}/v2.0', '/%7Btenant%7D/v2.0'])(
  'an issuer of several tenants ends with 6 before a code is shown, and says what to give instead: %s (case 15)',
  async (path) => {
    const metadata = (issuer: string): object => ({ issuer: new URL(issuer).origin + path })
    const options = { issuerPath: '/common/v2.0', metadata: metadata as (issuer: string) => Record<string, unknown> }
    await withServer(options, async (server) => {
      const { exitCode, stdout, stderr } = await run(loginAt(server, '--json'))
      expect(exitCode).toBe(6)
      expect(server.requests('deviceAuthorization')).toHaveLength(0)
      expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'error', reason: 'unsupported' })
      expect(stderr).toContain('Give the issuer of one tenant, or the endpoints one by one')
      expect(stderr).toContain('--issuer-template')
      expect(stdout + stderr).not.toMatch(/\{tenant|%7b/i)
    })
  },
)
