import { startAuthServer } from '@device-flow/auth-server'
import { exitCodes, login, runProcess } from 'device-flow'
import { readPerson } from './person.ts'
import { useSession } from './use-session.ts'

await runProcess(async (io) => {
  const person = readPerson(process.argv.slice(2))
  if (!person) {
    io.stderr.write('npm start takes nothing, -- --approve (a script plays the person) or -- --deny.\n')
    return exitCodes.usage
  }
  const server = await startAuthServer({ pollIntervalSeconds: 2 })
  io.stdout.write(`  Started an authorization server and an API: ${server.issuer}\n`)
  try {
    const scope = 'openid profile offline_access api:read'
    const result = await login(
      ['--issuer', server.issuer, '--client-id', server.clientId, '--scope', scope, '--resource', server.apiUrl],
      { ...io, onPrompt: person },
    )
    if (result.exitCode === exitCodes.signedIn) await useSession(result.session, `${server.apiUrl}/orders`, io.stdout)
    return result.exitCode
  } finally {
    await server.close()
  }
})
