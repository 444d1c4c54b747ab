"""Our blueprint: a route says its schemas, and gets work, sign-in, transaction, pages, versions and retries.

@blueprint.list("/accounts", AccountQuery, AccountSchema, sorts=queries.SORTS)
def list_accounts(work, query): ...                     # returns a statement

@blueprint.patch("/accounts/<id:account_id>", AccountChange, AccountSchema)
def change_account(work, body, version, account_id): ...  # returns the row
"""

from collections.abc import Callable
from typing import Any

import flask_smorest
from marshmallow import fields, validate

from kamfield.web.endpoint import Endpoint
from kamfield.web.paging import ListQuery, Sorts
from kamfield.web.raw import RawEndpoint, Wire
from kamfield.web.schema import Schema
from kamfield.web.spec import document, document_raw

View = Callable[..., Any]
SchemaClass = type[Schema]


class Blueprint(flask_smorest.Blueprint):
    """A slice's endpoints. A new one is signed in, recorded and documented unless it says otherwise."""

    def get(
        self,
        rule: str,
        answer: SchemaClass,
        *,
        query: SchemaClass | None = None,
        public: bool = False,
        records: bool = False,
    ) -> Callable[[View], View]:
        """Reads one thing. With `records` the reading itself is written to the journal."""
        return self._add("GET", rule, query=query, answer=answer, public=public, writes=records)

    def list(
        self, rule: str, query: type[ListQuery], answer: SchemaClass, *, sorts: Sorts, records: bool = False
    ) -> Callable[[View], View]:
        """Reads a list by pages; the view returns a statement. The first of the sorts is the usual one."""
        names = [*sorts, *(f"-{name}" for name in sorts)]
        sort = fields.String(load_default=names[0], validate=validate.OneOf(names))
        paged = type(query.__name__, (query,), {"sort": sort})
        return self._add("GET", rule, query=paged, answer=answer, sorts=sorts, writes=records)

    def post(
        self,
        rule: str,
        body: SchemaClass | None = None,
        answer: SchemaClass | None = None,
        *,
        query: SchemaClass | None = None,
        status: int = 200,
        public: bool = False,
    ) -> Callable[[View], View]:
        """Does something; 201 where it makes a thing with an address. Repeatable by Idempotency-Key."""
        return self._add("POST", rule, query=query, body=body, answer=answer, status=status, public=public)

    def put(self, rule: str, body: SchemaClass, answer: SchemaClass) -> Callable[[View], View]:
        """Sets a thing as a whole, at the version the caller saw."""
        return self._add("PUT", rule, body=body, answer=answer)

    def patch(self, rule: str, body: SchemaClass, answer: SchemaClass) -> Callable[[View], View]:
        """Changes the fields that are sent, at the version the caller saw."""
        return self._add("PATCH", rule, body=body, answer=answer)

    def delete(self, rule: str, answer: SchemaClass | None = None) -> Callable[[View], View]:
        """Takes a thing or a state back, at the version the caller saw."""
        return self._add("DELETE", rule, answer=answer, status=200 if answer else 204)

    def raw(
        self, method: str, rule: str, wire: Wire, *, public: bool = False, takes_files: bool = False
    ) -> Callable[[View], View]:
        """Speaks another protocol than JSON: the view gets a `Caller` and returns a response.

        With `takes_files` the body may be as large as an upload and is for the view to read, block by block.
        """

        def register(view: View) -> View:
            endpoint = RawEndpoint(method=method, view=view, wire=wire, public=public, takes_files=takes_files)
            self.add_url_rule(rule, view.__name__, document_raw(self, endpoint), methods=[method])
            return view

        return register

    def _add(
        self,
        method: str,
        rule: str,
        *,
        query: SchemaClass | None = None,
        body: SchemaClass | None = None,
        answer: SchemaClass | None = None,
        status: int = 200,
        **options: Any,
    ) -> Callable[[View], View]:
        def register(view: View) -> View:
            endpoint = Endpoint(
                method=method,
                view=view,
                query=query() if query else None,
                body=body() if body else None,
                answer=answer() if answer else None,
                status=status if answer else 204,
                **options,
            )
            self.add_url_rule(rule, view.__name__, document(self, endpoint), methods=[method])
            return view

        return register
