import { NativeSelect } from '@mantine/core'
import type { RolesAnswer } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { rights } from '../../../shared/right'
import { grant, type Grants, verbsOf } from './rights'
import styles from './role.module.css'
import * as words from './words'

/** Kinds of records by what may be done with them: how far, in each cell. On a phone each kind is a block of its own. */
export function Grid({ all, grants, change }: { all: RolesAnswer; grants: Grants; change: (grants: Grants) => void }) {
  const w = useWords(words)
  const r = useWords(rights)
  const verbs = all.verbs ?? []
  const extents = (all.extents ?? []).map((e) => ({ value: e, label: w.extents[e] ?? e }))
  return (
    <table className={styles.grid}>
      <thead>
        <tr><th />{verbs.map((v) => <th key={v} scope="col">{r.verbs[v]}</th>)}</tr>
      </thead>
      <tbody>
        {all.kinds?.map((kind) => (
          <tr key={kind}>
            <th scope="row">{r.kinds[kind]}</th>
            {verbs.map((v) => (
              <td key={v} data-verb={r.verbs[v]} data-none={!verbsOf(kind, verbs).includes(v) || undefined}>
                {verbsOf(kind, verbs).includes(v) && (
                  <NativeSelect size="xs" aria-label={`${r.kinds[kind]}: ${r.verbs[v]}`} data={extents} value={grants[kind]?.[v] ?? 'none'}
                    data-extent={grants[kind]?.[v] ?? 'none'} onChange={(e) => change(grant(grants, kind, v, e.currentTarget.value))} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
