import { within } from '@testing-library/react'
import type { DeviceFlow } from '@device-flow/react'
import { act, type ReactElement } from 'react'
import { onTestFinished } from 'vitest'
import { INCIDENTS, TROUBLES } from '../../src/troubles/all-troubles.ts'
import { TroublesPanel } from '../../src/troubles/troubles-panel.tsx'
import type { Exchange, ExchangeKind } from '../../src/wire/exchange.ts'
import { openDevice, type OpenPlayground } from '../open-playground.tsx'

/** A login on the page, and the buttons that trouble it. */
export interface TroubledLogin extends OpenPlayground {
  /** Presses the button of the trouble, or of the incident, of this name. */
  trouble(name: string): Promise<void>
  button(name: string): HTMLElement
  flow(): DeviceFlow
  /** The requests of a kind that the login has made something of. */
  judged(kind: ExchangeKind): readonly Exchange[]
  /** The exchanges of the login that a trouble has struck; after some of them the metadata is read again, which it strikes, too. */
  struck(): readonly Exchange[]
  /** Passes time until another poll has been answered. */
  untilPoll(): Promise<void>
  /** The person approves, and time passes until the device is signed in. */
  approve(): Promise<void>
  /** The device refreshes, and time passes until it has an answer. */
  refresh(): Promise<void>
  /** What the status line says. */
  status(): string
}

/**
 * Opens the page, and presses “Sign in”: a code is shown. A device that polls early fails the test, whatever troubles it.
 *
 * @param parts what of the page is there besides the device, the phone, and the buttons
 */
export async function troubledLogin(parts?: ReactElement): Promise<TroubledLogin> {
  const page = openDevice(
    {},
    <>
      <TroublesPanel />
      {parts}
    </>,
  )
  const { lab, press, until, untilStatus } = page
  onTestFinished(() => {
    const { earlyPolls } = lab().server.scripted!.counts()
    if (earlyPolls > 0) throw new Error(`${earlyPolls} polls were early`)
  })
  const exchanges = (): readonly Exchange[] => lab().wire.list()
  const judged = (kind: ExchangeKind): readonly Exchange[] =>
    exchanges().filter((exchange) => exchange.kind === kind && exchange.verdict !== undefined)
  const flow = (): DeviceFlow => lab().devices.flow()!
  await press('Sign in')
  await untilStatus('awaitingUser')
  return {
    ...page,
    flow,
    judged,
    button,
    trouble: (name) => act(async () => button(name).click()),
    struck: () => exchanges().filter(({ trouble, kind }) => trouble !== undefined && kind !== 'discovery'),
    async untilPoll() {
      const before = judged('poll').length
      await until(() => judged('poll').length > before)
    },
    async approve() {
      await press('Allow all')
      await untilStatus('authorized')
    },
    async refresh() {
      const before = judged('refresh').length
      await act(async () => flow().refresh())
      await until(() => judged('refresh').length > before && flow().refreshing !== true)
    },
    status: () => panel().querySelector('[role=status]')!.textContent,
  }
}

// By its class: to look for a role among so many buttons takes long.
function panel(): HTMLElement {
  return document.querySelector<HTMLElement>('.troubles')!
}

function button(name: string): HTMLElement {
  const { title } = [...TROUBLES, ...INCIDENTS].find((one) => one.name === name)!
  return within(panel()).getByText(title, { selector: 'button' })
}

/** How long after the response to one poll the next one was sent, ms. */
export function quietAfter(login: TroubledLogin, exchange: Exchange): number {
  const next = login.judged('poll').find(({ number }) => number > exchange.number)
  return next!.sentAt - exchange.endedAt!
}
