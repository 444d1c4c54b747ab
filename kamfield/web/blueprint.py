"""Our blueprint: a route says its schemas, and gets work, sign-in, transaction, pages, versions and retries.

@blueprint.list("/accounts", AccountQuery, AccountSchema, sorts=queries.SORTS)
def list_accounts(work, query): ...                     # returns a statement

@blueprint.patch("/accounts/<id:account_id>", AccountChange, AccountSchema)
def change_account(work, body, version, account_id): ...  # returns the row
"""

from collections.abc import Callable
from typing import Any

import flask
import flask_smorest
from flask import Response
from marshmallow import fields, validate

from kamfield.web import bearer
from kamfield.web.endpoint import Endpoint, Fill
from kamfield.web.paging import ListQuery, Sorts
from kamfield.web.raw import Identify, RawEndpoint, Wire
from kamfield.web.schema import Schema
from kamfield.web.spec import documentation, documentation_raw
from kamfield.web.uploads import Upload

View = Callable[..., Any]
SchemaClass = type[Schema]


class Blueprint(flask_smorest.Blueprint):
    """A slice's endpoints. A new one is signed in, recorded and documented unless it says otherwise."""

    def __init__(self, *named: Any, **options: Any) -> None:
        super().__init__(*named, **options)
        self._undescribed: list[Any] = []

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
        self,
        rule: str,
        query: type[ListQuery],
        answer: SchemaClass,
        *,
        sorts: Sorts,
        usual: str | None = None,
        fill: Fill | None = None,
        records: bool = False,
    ) -> Callable[[View], View]:
        """Reads a list by pages; the view returns a statement.

        The usual order is the first of the sorts, or `usual` (`"-at"`: the latest first). `fill` gets the rows of
        a page and returns what is shown of them: what stands in other tables, fetched for the whole page at once.
        """
        names = [*sorts, *(f"-{name}" for name in sorts)]
        sort = fields.String(load_default=usual or names[0], validate=validate.OneOf(names))
        paged = type(query.__name__, (query,), {"sort": sort})
        return self._add("GET", rule, query=paged, answer=answer, sorts=sorts, fill=fill, writes=records)

    def post(
        self,
        rule: str,
        body: SchemaClass | None = None,
        answer: SchemaClass | None = None,
        *,
        query: SchemaClass | None = None,
        status: int = 200,
        public: bool = False,
        secret: bool = False,
    ) -> Callable[[View], View]:
        """Does something; 201 where it makes a thing with an address, 202 where somebody else will do it.

        Repeatable by Idempotency-Key, unless the answer holds a `secret`: that is kept nowhere.
        """
        options = {"public": public, "secret": secret}
        return self._add("POST", rule, query=query, body=body, answer=answer, status=status, **options)

    def receive(
        self,
        rule: str,
        upload: Callable[[Upload, dict[str, Any]], Any],
        answer: SchemaClass,
        *,
        query: SchemaClass | None = None,
        content_types: tuple[str, ...],
        status: int = 202,
    ) -> Callable[[View], View]:
        """Takes a file. `upload(file, query)` reads it before the transaction begins; the view gets what it returns."""
        options: dict[str, Any] = {"upload": upload, "content_types": content_types}
        return self._add("POST", rule, query=query, answer=answer, status=status, **options)

    def download(
        self, rule: str, query: SchemaClass, *, content_types: tuple[str, ...], records: bool = False
    ) -> Callable[[View], View]:
        """Gives a file; the view returns a flask Response."""
        return self._add("GET", rule, query=query, content_types=content_types, status=200, writes=records)

    def put(
        self, rule: str, body: SchemaClass, answer: SchemaClass | None = None, *, unversioned: bool = False
    ) -> Callable[[View], View]:
        """Sets a thing as a whole, at the version the caller saw; `unversioned` where a thing has no versions."""
        return self._add("PUT", rule, body=body, answer=answer, unversioned=unversioned)

    def patch(
        self, rule: str, body: SchemaClass, answer: SchemaClass, *, unversioned: bool = False
    ) -> Callable[[View], View]:
        """Changes the fields that are sent, at the version the caller saw; `unversioned` where there are none."""
        return self._add("PATCH", rule, body=body, answer=answer, unversioned=unversioned)

    def delete(
        self,
        rule: str,
        answer: SchemaClass | None = None,
        *,
        query: SchemaClass | None = None,
        unversioned: bool = False,
    ) -> Callable[[View], View]:
        """Takes a thing or a state back, at the version the caller saw; a reason is a query parameter.

        `unversioned` where a thing has no versions.
        """
        return self._add("DELETE", rule, query=query, answer=answer, unversioned=unversioned)

    def raw(
        self,
        method: str,
        rule: str,
        wire: Wire,
        *,
        public: bool = False,
        takes_files: bool = False,
        identify: Identify = bearer.identify,
    ) -> Callable[[View], View]:
        """Speaks another protocol than JSON: the view gets a `Caller` and returns a response.

        With `takes_files` the body may be as large as an upload and is for the view to read, block by block.
        `identify` says who asks, where more than a good bearer is let in.
        """

        def register(view: View) -> View:
            options: dict[str, Any] = {"public": public, "takes_files": takes_files, "identify": identify}
            endpoint = RawEndpoint(method=method, view=view, wire=wire, **options)
            self._mount(rule, endpoint, lambda: documentation_raw(self, endpoint))
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
                status=204 if answer is None and status == 200 and not options.get("content_types") else status,
                **options,
            )
            self._mount(rule, endpoint, lambda: documentation(self, endpoint))
            return view

        return register

    def _mount(self, rule: str, endpoint: Endpoint | RawEndpoint, describe: Callable[[], dict[str, Any]]) -> None:
        """Past flask-smorest, which would describe every route at every start, whether anybody reads it or not."""

        def answer(**path: Any) -> Response:
            return endpoint(**path)

        answer.__name__, answer.__doc__ = endpoint.view.__name__, endpoint.view.__doc__
        answer.endpoint = endpoint  # type: ignore[attr-defined]
        answer.describe = describe  # type: ignore[attr-defined]
        flask.Blueprint.add_url_rule(self, rule, answer.__name__, answer, methods=[endpoint.method])
        self._undescribed.append(answer)

    def register_views_in_doc(self, *whither: Any, **said: Any) -> None:
        """Writes the routes into an OpenAPI document."""
        while self._undescribed:
            answer = self._undescribed.pop(0)
            answer._apidoc = answer.describe()
            self._store_endpoint_docs(answer.__name__, answer, None, None, methods=[answer.endpoint.method])
        super().register_views_in_doc(*whither, **said)
