import type { InspectionMessage } from '@device-flow/inspect'
import { fireEvent, render } from '@testing-library/react'
import { loginsOf, loginToShow } from '../../src/page/actors/actor-tree.ts'
import type { Model } from '../../src/page/model/model.ts'
import { Player } from '../../src/page/transcript/player.tsx'
import { readRecording } from '../../src/page/transcript/recording.ts'
import { transcriptOf } from '../../src/page/transcript/save-transcript.ts'
import { shownAt } from '../../src/page/transcript/shown-at.ts'
import { Watch } from '../../src/page/watch.tsx'
import { modelOf } from './recorded-login.ts'

/** Shows every panel, once with and once without an event that is chosen. */
function show(model: Model): string {
  const logins = loginsOf(model)
  const actor = loginToShow(logins, { watched: undefined, since: 0 })?.root ?? [...model.actors.values()][0]
  if (!actor) return ''
  const { container, unmount } = render(
    <Watch {...{ model, logins, actor }} isRecorded={false} onChoose={() => {}} onSend={() => {}} />,
  )
  let said = container.textContent
  const services = container.querySelector('.panel-events input[type=checkbox]')
  if (services) fireEvent.click(services)
  for (const option of [...container.querySelectorAll('[role=option]')].slice(-1)) {
    fireEvent.click(option)
    said += container.textContent
  }
  unmount()
  return said
}

/** Shows the first and the last step, with the player. */
function showRecording(messages: readonly InspectionMessage[]): string {
  const recording = readRecording('fuzz.jsonl', transcriptOf(messages))
  if (recording.steps.length === 0) return ''
  return [0, recording.steps.length - 1]
    .map((step) => {
      const { container, unmount } = render(
        <Player recording={recording} step={step} onGoTo={() => {}} onClose={() => {}} />,
      )
      const said = container.textContent
      unmount()
      return said + show(shownAt(recording, step).model)
    })
    .join('')
}

/** What every panel says of messages that have passed the check, live and as a transcript. */
export function shown(messages: readonly InspectionMessage[]): string {
  return show(modelOf(messages)) + showRecording(messages)
}

/** What a panel says that failed. */
export const FAILURE = 'cannot show this'
