import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import './card.css'

interface Props {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

/** A part of a screen: its title, a line of explanation, what can be done, and its content. */
export function Card({ title, lead, actions, children }: Props) {
  return (
    <section className="card card-part">
      <div className="card-head">
        <div>
          <h2>{title}</h2>
          {lead && <Text size="sm" c="dimmed" maw={620} component="div">{lead}</Text>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}
