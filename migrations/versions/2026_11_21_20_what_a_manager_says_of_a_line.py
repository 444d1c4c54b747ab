"""What a manager says of a line is its comment, as it is of a plan"""

from alembic import op

revision = '2026_11_21_20'
down_revision = '2026_11_21_19'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column('plan_lines', 'reason', new_column_name='comment')


def downgrade() -> None:
    op.alter_column('plan_lines', 'comment', new_column_name='reason')
