import type { ReactElement } from 'react'
import { clockTime } from '../events/entry-words.ts'
import { isEarly, type Poll } from './polls.ts'
import { pollWords, seconds } from './words.ts'

/** The polls as numbers. */
export function PollTable({ polls }: { polls: readonly Poll[] }): ReactElement {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">at</th>
          <th scope="col">at least</th>
          <th scope="col">actual</th>
          <th scope="col">brought</th>
        </tr>
      </thead>
      <tbody>
        {polls.map((poll) => (
          <tr key={poll.key}>
            <td>{clockTime(poll.startedAt)}</td>
            <td>{seconds(poll.leastMs)}</td>
            <td className={isEarly(poll) ? 'early' : ''}>{seconds(poll.actualMs)}</td>
            <td>{pollWords(poll)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
