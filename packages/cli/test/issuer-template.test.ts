import { granted } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** As Microsoft has it for all tenants: the issuer named in the metadata is a template. */
const severalTenants = {
  issuerPath: '/common/v2.0',
  metadata: (issuer: string) => ({ issuer: issuer.replace('common', '{tenantid}') }),
}

describe.concurrent('a server of several tenants', () => {
  test('signs a person of one of them in with --issuer-template (case 15)', async () => {
    await withServer(severalTenants, async (server) => {
      const iss = server.issuer.replace('common', TENANT)
      server.script('token', granted({}, { claims: { iss, tid: TENANT } }))
      const { exitCode, stdout } = await run(loginAt(server, '--scope', 'openid', '--json', '--issuer-template'))
      expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'authorized', id_token_claims: { iss, tid: TENANT } })
      expect(exitCode).toBe(0)
    })
  })

  test('is refused without it (case 15)', async () => {
    await withServer(severalTenants, async (server) => {
      const { exitCode, stderr } = await run(loginAt(server, '--scope', 'openid'))
      expect(exitCode).toBe(6)
      expect(stderr).not.toContain('%7B')
    })
  })

  test('signs nobody in with an ID token of another tenant than its issuer (case 15)', async () => {
    await withServer(severalTenants, async (server) => {
      const iss = server.issuer.replace('common', 'another')
      server.script('token', granted({}, { claims: { iss, tid: TENANT } }))
      const { exitCode } = await run(loginAt(server, '--scope', 'openid', '--issuer-template'))
      expect(exitCode).toBe(7)
    })
  })
})
