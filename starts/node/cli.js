#!/usr/bin/env node
import { signIn, terminalPrompt } from '@device-flow/node'
import { appStore } from '@device-flow/node/store'
import { createOAuthServices } from '@device-flow/oauth'
import { openSession, signOut, withSession } from '@device-flow/session'

const client = { issuer: 'http://127.0.0.1:8629', clientId: 'device-flow-demo', scope: 'openid profile offline_access' }
const store = () => appStore('my-cli')
const services = () => withSession(createOAuthServices(client), { store: store() })

const commands = {
  async login() {
    await signIn({ ...client, store: store(), ...terminalPrompt() }) // the prompt says how it went
  },
  async whoami() {
    const session = await openSession(services())
    if (!session) throw new Error('Nobody is signed in. Run: node cli.js login')
    console.log(session.claims?.name ?? session.claims?.sub ?? 'Signed in. The server does not say who.')
    await session.close() // it would keep the process alive
  },
  async logout() {
    const { wasSignedIn, revoked } = await signOut(services())
    const outcome = revoked ? 'Signed out.' : 'Signed out here. The server did not confirm it.'
    console.log(wasSignedIn ? outcome : 'Nobody was signed in.')
  },
}
const command = commands[process.argv[2]]
try {
  if (!command) throw new Error('Usage: node cli.js login | whoami | logout')
  await command()
} catch (error) {
  // The prompt has told how a login failed.
  if (command !== commands.login || error.name !== 'DeviceFlowError') console.error(error.message)
  process.exitCode = 1
}
