// A page that shows a part of the viewer in a frame, as any app could. Built and served by viewer-site.ts.
import { createInspector, recordTranscript, transcriptToFragment, type Inspector } from '@device-flow/inspect'
import { inspectorFrame } from '@device-flow/inspect/window'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices, type PollStep, type ScriptedServices } from '@device-flow/testing/virtual'
import { createActor, type AnyActor } from 'xstate'

/** What a test does with the page. */
export interface Framing {
  /** Begins a login, in place of the one before; with a new inspector or with the one of the page. */
  begin(options: { userCode: string; polls?: PollStep[]; withNewInspector?: boolean }): Promise<void>
  /** Lets this much virtual time pass, ms. */
  advance(ms: number): Promise<void>
  /** A link to what was recorded so far. */
  link(): Promise<string>
}

const frame = document.querySelector('iframe') as HTMLIFrameElement
let services: ScriptedServices | undefined
let actor: AnyActor | undefined
let inspector: Inspector | undefined
const recorder = recordTranscript()

function watch(): Inspector {
  const transports = [inspectorFrame({ url: `./viewer/index.html${location.search}`, frame }), recorder]
  return createInspector({ transports, now: () => services?.clock.now() ?? Date.now() })
}

const framing: Framing = {
  async begin({ userCode, polls = [], withNewInspector = false }) {
    actor?.stop()
    services = createScriptedServices({ authorizations: [{ ok: { userCode } }], polls })
    if (withNewInspector) await inspector?.close()
    inspector = withNewInspector ? watch() : (inspector ?? watch())
    actor = createActor(createDeviceFlowMachine(services), { inspect: inspector.inspect }).start()
    actor.send({ type: 'start' })
    await services.clock.advance(1000)
  },
  async advance(ms) {
    await services?.clock.advance(ms)
  },
  async link() {
    const { fragment } = await transcriptToFragment(recorder.toJsonLines())
    return new URL(`./viewer/${fragment}`, location.href).href
  },
}

// The frame is there before any login is.
inspector = watch()
Object.assign(window, { framing })

declare global {
  interface Window {
    framing: Framing
  }
}
