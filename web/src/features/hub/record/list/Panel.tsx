import { CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import type { RecordType } from '../../../../shared/record/field'
import { RecordPanel } from '../page'
import styles from './list.module.css'
import * as words from './words'

/** A record beside the list, which stays in sight and in use; Escape closes it and gives the focus back. */
export function Panel({ type, id, close }: { type: RecordType; id: string; close: () => void }) {
  const w = useWords(words)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.focus({ preventScroll: true })
    return () => before?.isConnected ? before.focus({ preventScroll: true }) : undefined
  }, [])
  return (
    <aside ref={box} tabIndex={-1} className={styles.panel} aria-label={w.beside} onKeyDown={(e) => { if (e.key === 'Escape' && !e.defaultPrevented) close() }}>
      <div className={styles.panelHead}>
        <Link to={`/${type}/${id}` as string} className={styles.panelOpen}><Icon name="open" size={16} /> {w.openPage}</Link>
        <CloseButton aria-label={w.closePanel} title={`${w.closePanel} (Esc)`} onClick={close} />
      </div>
      <RecordPanel key={id} type={type} id={id} />
    </aside>
  )
}
