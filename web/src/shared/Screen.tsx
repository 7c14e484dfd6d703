import { Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import styles from './screen.module.css'

interface Props {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  /** The menu of what else can be done. */
  more?: ReactNode
  children: ReactNode
}

/** A screen: its title, a line of explanation, what can be done, and its content. */
export function Screen({ title, lead, actions, more, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Bánh Đà`
  }, [title])
  return (
    <>
      <div className={styles.head}>
        <div className={styles.title}>
          <Title order={1} fz={{ base: 22, sm: 26 }}>{title}</Title>
          {lead && <Text c="dimmed" size="sm" maw={680} component="div">{lead}</Text>}
        </div>
        {actions && <div className={styles.acts}>{actions}</div>}
        {more && <div className={styles.more}>{more}</div>}
      </div>
      {children}
    </>
  )
}
