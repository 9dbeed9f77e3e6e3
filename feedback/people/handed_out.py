"""The cards of a measurement, as they were made. Codes that were sent to somebody are none."""

from sqlmodel import Session, col, func, select

from feedback.codes.models import CodeBatch, EntryCode
from feedback.measurements.models import Measured
from feedback.people.models import OpinionInvitation


def batches_of(session: Session, measurement_id: int) -> list[tuple[CodeBatch, int]]:
    """The cards of a measurement, the newest batch first, each with how many were used; no codes that were sent to
    somebody."""
    sent = select(EntryCode.batch_id).join(OpinionInvitation, col(OpinionInvitation.code_id) == EntryCode.id)
    used = func.count(col(EntryCode.id)).filter(col(EntryCode.is_spent))
    query = (
        select(CodeBatch, used)
        .join(Measured, col(Measured.id) == CodeBatch.measured_id)
        .join(EntryCode, col(EntryCode.batch_id) == CodeBatch.id, isouter=True)
        .where(Measured.measurement_id == measurement_id, col(CodeBatch.id).not_in(sent))
        .group_by(col(CodeBatch.id))
        .order_by(col(CodeBatch.id).desc())
    )
    return [(batch, number) for batch, number in session.exec(query).all()]
