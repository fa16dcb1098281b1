import type { CodeGroup } from '@device-flow/machine'
import { Fragment, type ReactElement } from 'react'
import { codeSize } from '../words/code-size.ts'

interface Props {
  userCode: string
  groups: readonly CodeGroup[]
  spoken: string
}

/** The code to type: in groups for eyes, spelled out for ears. */
export function Code({ userCode, groups, spoken }: Props): ReactElement {
  return (
    <p className={`code code-${codeSize(userCode)}`} data-code={userCode}>
      <span className="unseen">{spoken}</span>
      <span className="code-groups" aria-hidden="true" dir="auto">
        {groups.map(({ text, separator }, index) => (
          <Fragment key={index}>
            <span className="code-group">{text}</span>
            {separator.trim() && <span className="code-separator">{separator.trim()}</span>}
          </Fragment>
        ))}
      </span>
    </p>
  )
}
