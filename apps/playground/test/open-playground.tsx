import type { PacedClock } from '@device-flow/testing/virtual'
import { render } from '@testing-library/react'
import { act, type ReactElement } from 'react'
import { vi } from 'vitest'
import { DevicesSide } from '../src/device/devices-side.tsx'
import { LabContext } from '../src/lab/lab-context.ts'
import { LabHost } from '../src/lab/lab-host.ts'
import type { Lab } from '../src/lab/lab.ts'
import { PersonSide } from '../src/person/person-side.tsx'
import { Playground } from '../src/playground.tsx'
import type { PlaygroundConfig } from '../src/playground-config.ts'
import { DEFAULT_SETTINGS, type Settings } from '../src/settings/settings.ts'

/** The page as somebody has opened it; its time stands still. */
export interface OpenPlayground {
  readonly host: LabHost
  /** The lab that is set up now. */
  lab(): Lab
  /** Presses the button of this name. */
  press(name: string | RegExp): Promise<void>
  /** Passes time, from timer to timer, until it is so. */
  until(condition: () => boolean): Promise<void>
  /** Passes time until the device shows this. */
  untilStatus(status: string): Promise<void>
}

/** Opens the page with a clock that stands still. */
export function openPlayground(settings: Partial<Settings> = {}, config: PlaygroundConfig = {}): OpenPlayground {
  return open(settings, config, (host) => <Playground host={host} chart={document.createElement('iframe')} />)
}

/** Opens the device, the phone, and these parts of the page: many times faster than all of it. */
export function openDevice(settings: Partial<Settings> = {}, parts?: ReactElement): OpenPlayground {
  return open(settings, {}, (host) => (
    <LabContext value={host.state().lab}>
      <DevicesSide look="tv" onLook={() => {}} />
      <PersonSide />
      {parts}
    </LabContext>
  ))
}

function open(
  settings: Partial<Settings>,
  config: PlaygroundConfig,
  page: (host: LabHost) => ReactElement,
): OpenPlayground {
  const host = new LabHost(config, { ...DEFAULT_SETTINGS, ...settings })
  const lab = (): Lab => {
    const { lab: now, problem } = host.state()
    if (!now) throw new Error(problem?.message)
    return now
  }
  lab().clock.pause()
  render(page(host))
  const until = (condition: () => boolean): Promise<void> => act(() => runUntil(lab().clock, condition))
  return {
    host,
    lab,
    until,
    press: (name) =>
      act(async () => {
        buttonNamed(name).click()
        // Time would leap to the time-out of a request whose code is being loaded.
        await vi.dynamicImportSettled()
      }),
    untilStatus: (status) => until(() => lab().devices.flow()?.status === status),
  }
}

/** Finds the one button of this name. Not by its role: to look for that among so many buttons takes seconds. */
function buttonNamed(name: string | RegExp): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].filter((button) => {
    const own = (button.getAttribute('aria-label') ?? button.textContent).trim()
    return typeof name === 'string' ? own === name : name.test(own)
  })
  if (found.length !== 1) throw new Error(`There are ${found.length} buttons ${name}`)
  return found[0]!
}

/** As the clock does it; what is imported once it is needed takes longer on a busy machine than the clock waits for it. */
async function runUntil(clock: PacedClock, condition: () => boolean, tries = 5): Promise<void> {
  try {
    await clock.runUntil(condition)
  } catch (error) {
    if (tries === 0) throw error
    await vi.dynamicImportSettled()
    await runUntil(clock, condition, tries - 1)
  }
}
