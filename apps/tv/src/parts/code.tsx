import { groupUserCode } from '@device-flow/machine'
import { Fragment, type ReactElement } from 'react'
import { codeSize } from '../words/code-size.ts'
import { spelledCode } from '@device-flow/app-shared/spelled-code'

/** The code to type: in groups for eyes, spelled out for ears. */
export function Code({ userCode }: { userCode: string }): ReactElement {
  return (
    <p className={`code code-${codeSize(userCode)}`} data-code={userCode}>
      <span className="unseen">{spelledCode(userCode)}</span>
      <span className="code-groups" aria-hidden="true" dir="auto">
        {groupUserCode(userCode).map(({ text, separator }, index) => (
          <Fragment key={index}>
            <span className="code-group">{text}</span>
            {separator.trim() && <span className="code-separator">{separator.trim()}</span>}
          </Fragment>
        ))}
      </span>
    </p>
  )
}
