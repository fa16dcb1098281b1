// An app as a user has it: it knows the packages by their names alone, and signs in at a server that answers by script.
import { createInspector, recordTranscript } from '@device-flow/inspect'
import { createDeviceFlowMachine, toDeviceSession, toView, type DeviceFlowView } from '@device-flow/machine'
import { signIn, type DevicePrompt } from '@device-flow/node'
import { createOAuthServices } from '@device-flow/oauth'
import { decodeDeviceSession, encodeDeviceSession } from '@device-flow/session'
import { granted, pending, startScriptedServer } from '@device-flow/testing'
import { createActor, waitFor } from 'xstate'

const server = await startScriptedServer({ interval: 1 })
const target = { issuer: server.issuer, clientId: 'tv', scope: 'openid' }

// The chart with the services over HTTP.
server.script('token', granted())
const transcript = recordTranscript()
const inspector = createInspector({ transport: transcript })
const machine = createDeviceFlowMachine(createOAuthServices(target))
const actor = createActor(machine, { inspect: inspector.inspect }).start()
actor.send({ type: 'start' })
const view: DeviceFlowView = toView(await waitFor(actor, (snapshot) => snapshot.hasTag('signedIn')))
actor.send({ type: 'signOut' })
actor.stop()
await inspector.close()

// The runner for Node.
server.script('token', pending(), granted())
const prompts: DevicePrompt[] = []
const session = await signIn({ ...target, onPrompt: (prompt) => void prompts.push(prompt) })

// Kept as text, and taken up without another code.
const kept = encodeDeviceSession(toDeviceSession(session.actor.getSnapshot())!)
const resumed = await signIn({
  ...target,
  session: decodeDeviceSession(kept),
  onPrompt: (prompt) => void prompts.push(prompt),
})
await resumed.signOut()
await server.close()

process.stdout.write(JSON.stringify({ status: view.status, codes: prompts.length, node: process.version }))
