// The API's types, made of its OpenAPI document by npm run types:console. Do not change them by hand.

export interface paths {
    "/v1/connections/{connection}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in one event or up to 100. What is accepted is stored and queued when you hear 202. */
        post: operations["sendEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds a record by its id, its number or a name, in whatever state it is. */
        get: operations["findRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists records: all in the order of kind and id, those that need somebody oldest first. */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One record: its state, why, and its document in the ledger. */
        get: operations["getRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why it is as it is: the event, the rule with what it read, and the write that was announced. */
        get: operations["getTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The writes that were announced for it, newest first, at most 20. */
        get: operations["getAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What source, our last write and the ledger say, field by field. */
        get: operations["getDiff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps it out of the books, whatever its source sends. Needs a reason. */
        post: operations["skipRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks at it again, after its cause is cured. */
        post: operations["retryRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets what a person did in the ledger stand. */
        post: operations["keepRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes our version over what a person did. */
        post: operations["restoreRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Parts it from its document. Needs a reason. */
        post: operations["unlinkRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Books it, if no other rule is against it. */
        post: operations["syncRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/unsync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a payment out of the books, its refunds first. */
        post: operations["unsyncRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Links it with a document that is there already. */
        post: operations["adoptRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest bulk actions, newest first. */
        get: operations["listBulks"];
        put?: never;
        /** Plans an action on all records that pass a filter: how many, how much money, what would become of them. */
        post: operations["planBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/bulk/{bulk}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a bulk action is; when it has ended, its report. */
        get: operations["getBulk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/bulk/{bulk}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has the lane do what was planned, to the records that stood there when it was. */
        post: operations["runBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/bulk/{bulk}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends it: what was done stays done, nothing more is. */
        post: operations["cancelBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All connections in short, each with the records that need somebody and the money that hangs on them. */
        get: operations["listConnections"];
        put?: never;
        /** Makes a connection with the policy of a preset. It is held: nothing is written to the ledger before somebody goes live. */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The records that need somebody by their cause: count, money, first and last seen, owner and remedy. */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Per hour of the last 24 or per day of the last 30: what came in, what was synced and what failed, and what stands out since then now. */
        get: operations["getHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it works, how far it is, and how many records need somebody. */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to connect the ledger company: an address for a person, good once and for ten minutes. */
        post: operations["beginConnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Connects the company of a ledger that is opened by a key: the key is proved before it is stored, and never shown again. */
        post: operations["enterKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes our access at the ledger and forgets the tokens. Records, policy and keys stay. */
        post: operations["disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nothing is written to the company’s books until resumed; records are still taken in. */
        post: operations["pauseConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with what is due and with what changed in the ledger meanwhile. */
        post: operations["resumeConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets go what waits for an export, from another day if one is named. */
        post: operations["startExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The export runs, newest first. */
        get: operations["listExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed in the ledger for the product, numbered without gaps, kept for 90 days. */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the product is called, and how the calls go. */
        get: operations["getCallback"];
        /** Sets the address; the answer shows a new secret, this once. */
        put: operations["putCallback"];
        post?: never;
        /** Forgets address and secrets; the feed goes on. */
        delete: operations["deleteCallback"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When the ledger’s changes were last asked for, and up to when everything was told. */
        get: operations["getSync"];
        put?: never;
        /** Has the lane look at what changed in the ledger, and tell the product. */
        post: operations["syncInbound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the first import is. */
        get: operations["getImport"];
        put?: never;
        /** Tells everything of the ledger that the product takes over, once. */
        post: operations["startImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/catalogue.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger’s products and services, with your SKU where the two are linked. */
        get: operations["getCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/catalogue.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger’s products and services, with your SKU where the two are linked. */
        get: operations["getCatalogueCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Links SKUs with the ledger’s items, by a table. Nothing is written to the ledger. */
        post: operations["importCatalogue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledgers and sources there are, and how a person connects each. */
        get: operations["listConnectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/go-live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a connection go that was set up: what waited is written to the books from here on. */
        post: operations["goLive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys of the connection, also those that are over. Never a key itself. */
        get: operations["listKeys"];
        put?: never;
        /** Makes an API key and shows it, this once. At most two live side by side. */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a key now. It stays in the list. */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/signing-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many signing secrets are good. Never which. */
        get: operations["getSigningSecrets"];
        put?: never;
        /** Makes a signing secret and shows it, this once. The one before stays good beside it. */
        post: operations["makeSigningSecret"];
        /** Ends all signing secrets but the newest. */
        delete: operations["retireSigningSecrets"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The presets: settings to start a connection from. */
        get: operations["listPresets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/presets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole policy of a preset, its maps still empty. */
        get: operations["getPreset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policy in force, or any version there was. */
        get: operations["getPolicy"];
        /** Saves the next version, by whoever knows the one before. Sending what is in force changes nothing. */
        put: operations["putPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/policy/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what and when, newest first. */
        get: operations["listPolicyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/policy/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would be refused of a policy, and what preflight would say. Nothing is saved. */
        post: operations["validatePolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/policy/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides the last records under another policy and says what differs. Nothing is written. */
        post: operations["dryRunPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company’s accounts, items, tax codes and payment methods, for whoever fills in the maps. */
        get: operations["getMappings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The checks that were made before anything is written. */
        get: operations["getPreflight"];
        put?: never;
        /** Has the lists read again and everything judged anew: ask until checkedAt is newer. */
        post: operations["runPreflight"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/completeness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came in on each day, and in which state all of it is now. */
        get: operations["getCompleteness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/reconcile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest reconciliations, newest first. */
        get: operations["listReconciliations"];
        put?: never;
        /** Compares a period of the books with what the source and our links say. */
        post: operations["startReconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/reconcile/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One reconciliation with its sums and the records that differ. */
        get: operations["getReconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the service is up, to anybody. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where people sign in, and as which client: OpenID Connect, code flow with PKCE. */
        get: operations["getSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and with which role. */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what and when, newest first, 400 days back. */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document, to anybody. */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/records/{kind}/{id}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One record for a page of the source: its state in a sentence, what to do, and where to go. */
        get: operations["getCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/banner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a page of the source has to say that records do not sync, and the sentence that says so. */
        get: operations["getBanner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/fees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What processors and platforms kept of the payments of a period, by currency. Nothing books it. */
        get: operations["getFees"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/deals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a sale shows of its invoices: the figures of the one that changed last in the ledger. */
        get: operations["getDeal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/invoices/{id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invoice as the ledger prints it, where the policy allows it: a metered read. */
        get: operations["getInvoicePdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/quickbooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** QuickBooks says here what changed in a company. Signed; acknowledged as soon as it is queued. */
        post: operations["receiveNotices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/snelstart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** SnelStart says here that a coupling key changed. Unsigned: it only lets the lane find out by itself. */
        post: operations["receiveKeyNotices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/hubspot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** HubSpot says here what changed in an account. Signed; acknowledged as soon as it is queued, or counted if the account is nobody’s. */
        post: operations["receiveSourceNotices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/quickbooks/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a person opens what beginConnect answered: binds the browser and sends it on. */
        get: operations["startConnect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/quickbooks/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the ledger sends the browser back to. */
        get: operations["finishConnect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/hubspot/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a person opens what beginConnect answered: binds the browser and sends it on. */
        get: operations["startConnectSource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/hubspot/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the source sends the browser back to. */
        get: operations["finishConnectSource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Amounts by currency: {"EUR": "120.00"} */
        Money: {
            [key: string]: string;
        };
        Bulk: {
            id: string;
            /** @enum {string} */
            action: "retry" | "skip" | "keep" | "restore";
            reason?: string;
            filter: {
                /** @enum {string} */
                health?: "pending" | "waiting" | "synced" | "failed" | "skipped" | "not_synced" | "uncertain" | "action_needed";
                /** @enum {string} */
                kind?: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund" | "attachment";
                /** @enum {string} */
                category?: "data" | "mapping" | "books" | "conflict" | "connection" | "outage" | "internal";
                /** @enum {string} */
                owner?: "bookkeeper" | "source" | "operator" | "ledgerlane";
                code?: string;
                currency?: string;
                amount_min?: string;
                amount_max?: string;
                /** Format: date-time */
                updated_after?: string;
            };
            by: string;
            /** @enum {string} */
            state: "planned" | "running" | "done" | "cancelled";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            movedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            /**
             * Format: date-time
             * @description Until then it can be asked for
             */
            keptUntil: string;
            plan: {
                count: number;
                more: boolean;
                money: components["schemas"]["Money"];
                /** @description Of a retry: what the rules would decide about the first 500 now */
                expected?: {
                    looked: number;
                    pass: number;
                    wait: number;
                    fail: {
                        [key: string]: number;
                    };
                };
            };
            /** @description Records that the action was done to so far */
            done: number;
            /** @description Records that it was refused for, by why */
            refused: {
                [key: string]: number;
            };
        };
        Bulks: {
            bulks: components["schemas"]["Bulk"][];
        };
        Became: {
            /** @description Writes that the ledger took: of new records, changed ones, and ends */
            synced: number;
            failed: number;
            skipped: number;
        };
        History: {
            /** @enum {string} */
            by: "hour" | "day";
            timeZone: string;
            spans: {
                /** Format: date-time */
                from: string;
                /** @description What came in for the first time */
                received: {
                    count: number;
                    money: components["schemas"]["Money"];
                };
                became: components["schemas"]["Became"];
                /** @description What is in this state now, and has been since this span */
                waiting: {
                    count: number;
                    money: components["schemas"]["Money"];
                };
                failed: {
                    count: number;
                    money: components["schemas"]["Money"];
                };
                uncertain: {
                    count: number;
                    money: components["schemas"]["Money"];
                };
                action_needed: {
                    count: number;
                    money: components["schemas"]["Money"];
                };
            }[];
            more: boolean;
            /** @description The same of the calendar month so far */
            month: components["schemas"]["Became"];
            /**
             * Format: date-time
             * @description The newest word of the source that led to anything, if there was one this month
             */
            lastEventAt?: string;
        };
        /** @enum {string} */
        RecordKind: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund" | "attachment";
        /** @enum {string} */
        HealthState: "pending" | "waiting" | "synced" | "failed" | "skipped" | "not_synced" | "uncertain" | "action_needed";
        RecordId: {
            kind: components["schemas"]["RecordKind"];
            id: string;
        };
        /** @enum {string} */
        WriteOperation: "create" | "update" | "void" | "delete";
        Problem: {
            code: string;
            /** @enum {string} */
            category: "data" | "mapping" | "books" | "conflict" | "connection" | "outage" | "internal";
            /** @enum {string} */
            owner: "bookkeeper" | "source" | "operator" | "ledgerlane";
            retryable: boolean;
            sentence: string;
            remedy: string;
            /** @description Its heading in the runbook: docs/runbook.md#tax_unmapped */
            runbook: string;
        };
        LinkedDocument: {
            /** @enum {string} */
            type: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund_receipt" | "expense" | "attachment";
            /** @description The id in the ledger */
            id: string;
            revision: string;
            /** @enum {string} */
            status: "live" | "voided" | "deleted";
            /**
             * @description A decimal number as text: 120.00
             * @example 120.00
             */
            total?: string;
            /**
             * @description A decimal number as text: 120.00
             * @example 120.00
             */
            balance?: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Drift: {
            /** @enum {string} */
            kind: "edited" | "voided" | "deleted";
            /** Format: date-time */
            at: string;
            /** @description For a person: total 120.00 -> 130.00 */
            differences: string[];
        };
        Record: {
            kind: components["schemas"]["RecordKind"];
            id: string;
            number?: string;
            name?: string;
            partyId?: string;
            /** @description The name of the customer that it is booked on */
            party?: string;
            /**
             * @description A decimal number as text: 120.00
             * @example 120.00
             */
            amount?: string;
            currency?: string;
            date?: string;
            state: components["schemas"]["HealthState"];
            /** Format: date-time */
            since: string;
            problem?: components["schemas"]["Problem"];
            reason?: string;
            waitsFor?: components["schemas"]["RecordId"];
            /** Format: date-time */
            nextTryAt?: string;
            revision?: number;
            /** @enum {string} */
            presence?: "live" | "voided" | "deleted";
            /** Format: date-time */
            receivedAt?: string;
            derivedFrom?: components["schemas"]["RecordId"];
            dependents?: components["schemas"]["RecordId"][];
            leaving?: {
                by: string;
                /** @enum {string} */
                how: "void" | "delete";
            };
            syncedRevision?: number;
            document?: components["schemas"]["LinkedDocument"];
            drift?: components["schemas"]["Drift"];
            difference?: {
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                source: string;
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                ledger: string;
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                difference: string;
                currency: string;
            };
            /** @description The last time both sides changed the same fields and the policy chose: what each said */
            overruled?: {
                /** @enum {string} */
                winner: "source" | "ledger";
                difference: string;
                /** Format: date-time */
                at: string;
            };
            /** @enum {string} */
            order?: "source_wins" | "create_anew";
            hold?: {
                /** @enum {string} */
                state: "skipped" | "not_synced";
                reason: string;
            };
            asked?: boolean;
            said?: {
                what: string;
                by: string;
                /** Format: date-time */
                at: string;
            };
            attempts: {
                /** Format: date-time */
                at: string;
                operation: components["schemas"]["WriteOperation"];
                /** @enum {string} */
                outcome: "done" | "fault" | "unknown";
                detail?: string;
            }[];
        };
        RecordPage: {
            records: components["schemas"]["Record"][];
            /** @description There may be more: send it back as it is */
            cursor?: string;
        };
        Found: {
            records: components["schemas"]["Record"][];
            ledger: {
                asked: boolean;
                /** @description Why it could not be asked */
                fault?: string;
                /** @description Documents of this number or name that are no record of ours */
                others?: {
                    /** @enum {string} */
                    type: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund_receipt" | "expense" | "attachment";
                    id: string;
                }[];
            };
        };
        SourceRecord: ({
            /** @constant */
            kind: "customer";
            id: string;
            name: string;
            number?: string;
            email?: string;
            phone?: string;
            currency?: string;
            address?: {
                line1?: string;
                line2?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
                countryName?: string;
                contactPerson?: string;
            } & {
                [key: string]: unknown;
            };
            active: boolean;
            ledgerId?: string;
            parentId?: string;
            company?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            kind: "supplier";
            id: string;
            name: string;
            number?: string;
            email?: string;
            phone?: string;
            currency?: string;
            address?: {
                line1?: string;
                line2?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
                countryName?: string;
                contactPerson?: string;
            } & {
                [key: string]: unknown;
            };
            active: boolean;
            ledgerId?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            kind: "cost_centre";
            id: string;
            name: string;
            number: string;
            active: boolean;
            ledgerId: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            kind: "item";
            id: string;
            name: string;
            description?: string;
            unitPrice?: string;
            account?: string;
            active: boolean;
            ledgerId?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            kind: "invoice";
            id: string;
            number: string;
            customerId: string;
            currency: string;
            date: string;
            /** @enum {string} */
            status: "draft" | "open" | "closed";
            documentType?: string;
            lines: ({
                itemId?: string;
                revenueGroup?: string;
                category?: string;
                description?: string;
                quantity?: string;
                unitPrice?: string;
                amount: string;
                tax?: string;
                account?: string;
                costCentre?: string;
            } & {
                [key: string]: unknown;
            })[];
            discount?: {
                amount?: string;
                percent?: string;
            } & {
                [key: string]: unknown;
            };
            pricesIncludeTax: boolean;
            taxTotal?: string;
            taxes?: ({
                tax: string;
                amount: string;
            } & {
                [key: string]: unknown;
            })[];
            pdf?: {
                url?: string;
                content?: string;
                name?: string;
            } & {
                [key: string]: unknown;
            };
            total?: string;
            exchangeRate?: string;
            memo?: string;
            dueDate?: string;
            correctionOf?: string;
            ledgerId?: string;
            dealId?: string;
            surcharges?: {
                tax?: string;
                fees?: string;
            } & {
                [key: string]: unknown;
            };
            custom?: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            kind: "credit_note";
            id: string;
            number: string;
            customerId: string;
            currency: string;
            date: string;
            /** @enum {string} */
            status: "draft" | "open" | "closed";
            documentType?: string;
            lines: ({
                itemId?: string;
                revenueGroup?: string;
                category?: string;
                description?: string;
                quantity?: string;
                unitPrice?: string;
                amount: string;
                tax?: string;
                account?: string;
                costCentre?: string;
            } & {
                [key: string]: unknown;
            })[];
            discount?: {
                amount?: string;
                percent?: string;
            } & {
                [key: string]: unknown;
            };
            pricesIncludeTax: boolean;
            taxTotal?: string;
            taxes?: ({
                tax: string;
                amount: string;
            } & {
                [key: string]: unknown;
            })[];
            pdf?: {
                url?: string;
                content?: string;
                name?: string;
            } & {
                [key: string]: unknown;
            };
            total?: string;
            exchangeRate?: string;
            memo?: string;
            creditedInvoiceId?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            kind: "payment";
            id: string;
            customerId: string;
            currency: string;
            date: string;
            amount: string;
            method?: string;
            reference?: string;
            allocations: ({
                invoiceId: string;
                amount: string;
            } & {
                [key: string]: unknown;
            })[];
            exchangeRate?: string;
            memo?: string;
            manual?: boolean;
            sync?: boolean;
            deposit?: boolean;
            transferOf?: string;
            ledgerId?: string;
            origin?: string;
            /** @enum {string} */
            status?: "processing" | "succeeded" | "failed";
            processor?: string;
            fees?: {
                processing?: string;
                platform?: string;
            } & {
                [key: string]: unknown;
            };
            setOff?: {
                creditNoteId: string;
                invoiceId: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            kind: "refund";
            id: string;
            customerId: string;
            currency: string;
            date: string;
            amount: string;
            paymentId?: string;
            method?: string;
            reference?: string;
            reason?: string;
            processor?: string;
            exchangeRate?: string;
            memo?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            kind: "attachment";
            id: string;
            of: string;
            name: string;
            url?: string;
            content?: string;
        } & {
            [key: string]: unknown;
        });
        LedgerDocument: ({
            /** @constant */
            type: "customer";
            name: string;
            companyName?: string;
            email?: string;
            phone?: string;
            currency?: string;
            address?: {
                line1?: string;
                line2?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
                countryName?: string;
                contactPerson?: string;
            } & {
                [key: string]: unknown;
            };
            note?: string;
            active: boolean;
            number?: string;
            registrationNumber?: string;
            taxNumber?: string;
            postalAddress?: {
                line1?: string;
                line2?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
                countryName?: string;
                contactPerson?: string;
            } & {
                [key: string]: unknown;
            };
            invoiceEmail?: string;
            parent?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "supplier";
            name: string;
            companyName?: string;
            email?: string;
            phone?: string;
            currency?: string;
            address?: {
                line1?: string;
                line2?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
                countryName?: string;
                contactPerson?: string;
            } & {
                [key: string]: unknown;
            };
            note?: string;
            active: boolean;
            number?: string;
            registrationNumber?: string;
            taxNumber?: string;
            postalAddress?: {
                line1?: string;
                line2?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
                countryName?: string;
                contactPerson?: string;
            } & {
                [key: string]: unknown;
            };
            invoiceEmail?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "cost_centre";
            number: string;
            name: string;
            active: boolean;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "item";
            name: string;
            description?: string;
            unitPrice?: string;
            /** @enum {string} */
            itemType: "service" | "non_inventory";
            incomeAccount?: string;
            active: boolean;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "invoice";
            number?: string;
            customer: string;
            currency: string;
            exchangeRate?: string;
            date: string;
            lines: ({
                item?: string;
                description?: string;
                quantity?: string;
                unitPrice?: string;
                amount: string;
                taxCode?: string;
                account?: string;
                costCentre?: string;
            } & {
                [key: string]: unknown;
            })[];
            discount?: {
                amount?: string;
                percent?: string;
            } & {
                [key: string]: unknown;
            };
            /** @enum {string} */
            taxMode: "excluded" | "included" | "none";
            taxTotal?: string;
            taxes?: ({
                taxCode: string;
                amount: string;
            } & {
                [key: string]: unknown;
            })[];
            memo?: string;
            note?: string;
            dueDate?: string;
            custom?: {
                [key: string]: string;
            };
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "credit_note";
            number?: string;
            customer: string;
            currency: string;
            exchangeRate?: string;
            date: string;
            lines: ({
                item?: string;
                description?: string;
                quantity?: string;
                unitPrice?: string;
                amount: string;
                taxCode?: string;
                account?: string;
                costCentre?: string;
            } & {
                [key: string]: unknown;
            })[];
            discount?: {
                amount?: string;
                percent?: string;
            } & {
                [key: string]: unknown;
            };
            /** @enum {string} */
            taxMode: "excluded" | "included" | "none";
            taxTotal?: string;
            taxes?: ({
                taxCode: string;
                amount: string;
            } & {
                [key: string]: unknown;
            })[];
            memo?: string;
            note?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "payment";
            customer: string;
            currency: string;
            exchangeRate?: string;
            date: string;
            amount: string;
            depositAccount?: string;
            method?: string;
            reference?: string;
            applications: ({
                invoice: string;
                amount: string;
            } & {
                [key: string]: unknown;
            })[];
            credits?: ({
                creditNote: string;
                amount: string;
            } & {
                [key: string]: unknown;
            })[];
            note?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "refund_receipt";
            customer: string;
            currency: string;
            exchangeRate?: string;
            date: string;
            amount: string;
            paidFrom: string;
            description?: string;
            method?: string;
            reference?: string;
            note?: string;
            number?: string;
            item?: string;
            taxCode?: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "expense";
            customer: string;
            currency: string;
            exchangeRate?: string;
            date: string;
            amount: string;
            paidFrom: string;
            description?: string;
            method?: string;
            reference?: string;
            note?: string;
            account: string;
        } & {
            [key: string]: unknown;
        }) | ({
            /** @constant */
            type: "attachment";
            parent: {
                /** @enum {string} */
                type: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund_receipt" | "expense" | "attachment";
                id: string;
            } & {
                [key: string]: unknown;
            };
            name: string;
            url?: string;
            content?: string;
        } & {
            [key: string]: unknown;
        });
        Trace: {
            record: components["schemas"]["Record"];
            source?: {
                eventId: string;
                revision: number;
                /** @enum {string} */
                presence: "live" | "voided" | "deleted";
                /** Format: date-time */
                receivedAt: string;
                record?: components["schemas"]["SourceRecord"];
            };
            decision?: {
                rule: string;
                decision: string;
                values: {
                    [key: string]: string;
                };
                policyVersion: number;
                /** Format: date-time */
                at: string;
            };
            write?: {
                /** @enum {string} */
                state: "open" | "settled";
                operation: components["schemas"]["WriteOperation"];
                rule: string;
                revision: number;
                policyVersion: number;
                /** Format: date-time */
                announcedAt: string;
                entry: number;
                requestId: string;
                target?: {
                    /** @enum {string} */
                    type: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund_receipt" | "expense" | "attachment";
                    id: string;
                    revision: string;
                };
                document?: components["schemas"]["LedgerDocument"];
            };
        };
        Attempts: {
            record: components["schemas"]["Record"];
            attempts: {
                entry: number;
                /** @enum {string} */
                state: "open" | "settled";
                /** Format: date-time */
                announcedAt: string;
                resumes?: number;
                operation: components["schemas"]["WriteOperation"];
                rule: string;
                revision: number;
                policyVersion: number;
                requestId: string;
                outcomes: {
                    /** Format: date-time */
                    at: string;
                    outcome: string;
                    detail?: string;
                }[];
                target?: {
                    /** @enum {string} */
                    type: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund_receipt" | "expense" | "attachment";
                    id: string;
                    revision: string;
                };
                document?: components["schemas"]["LedgerDocument"];
            }[];
            more: boolean;
        };
        Diff: {
            record: components["schemas"]["Record"];
            revisions: {
                source?: number;
                written?: number;
            };
            ledger?: {
                /** @enum {string} */
                type: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund_receipt" | "expense" | "attachment";
                id: string;
                read: boolean;
                fault?: string;
                detail?: string;
                /** Format: date-time */
                readAt?: string;
                /** @enum {string} */
                status?: "live" | "voided" | "deleted";
                revision?: string;
                edited?: boolean;
            };
            fields: {
                field: string;
                source?: string;
                written?: string;
                ledger?: string;
                differs: ("source" | "ledger")[];
            }[];
            differing: string[];
        };
        Plan: {
            rule?: string;
            values?: {
                [key: string]: string;
            };
            policyVersion?: number;
            heldBy?: string;
            decision: string;
            state?: components["schemas"]["HealthState"];
            reason?: string;
            waitsFor?: components["schemas"]["RecordId"];
            problem?: components["schemas"]["Problem"];
            task?: string;
            at?: unknown;
            says?: string;
            changes?: unknown[];
            first?: components["schemas"]["RecordId"][];
            how?: string;
            document?: string;
            write?: {
                operation: components["schemas"]["WriteOperation"];
                document?: components["schemas"]["LedgerDocument"];
                request: {
                    method: string;
                    path: string;
                    body: string;
                };
            };
        };
        PlannedRecord: {
            record: components["schemas"]["Record"];
            plan?: components["schemas"]["Plan"];
        };
        EventResults: {
            results: {
                id?: string;
                /** @enum {string} */
                status?: "accepted" | "duplicate" | "stale" | "conflict" | "invalid" | "not_stored";
                record?: {
                    kind: components["schemas"]["RecordKind"];
                    id: string;
                    revision: number;
                };
                errors?: {
                    pointer: string;
                    detail: string;
                }[];
                plan?: components["schemas"]["Plan"];
            }[];
        };
        AtStake: {
            count: number;
            more: boolean;
            money: components["schemas"]["Money"];
            /** Format: date-time */
            oldestSince?: string;
        };
        /** @enum {string} */
        ConnectionState: "not_connected" | "not_live" | "connected" | "paused" | "disconnected" | "session_over";
        SourceAccount: {
            id: string;
            /** @enum {string} */
            state: "connected" | "disconnected";
            /** Format: date-time */
            lastSweepAt?: string;
            /** Format: date-time */
            watermark?: string;
            /** @description Number of the newest change of the ledger that it was told */
            delivered: string;
            /** @description Number of the newest change there is */
            head: string;
            refused?: {
                count: number;
                last: {
                    change: string;
                    /** Format: date-time */
                    at: string;
                    what: string;
                }[];
            };
        };
        Grant: {
            /** Format: date-time */
            grantedAt?: string;
            grantedBy?: {
                /** @enum {string} */
                kind: "operator" | "key";
                id: string;
            };
            /**
             * Format: date-time
             * @description When its token was made last
             */
            refreshedAt?: string;
            /**
             * Format: date-time
             * @description Until then its token is good; it is renewed before
             */
            tokenUntil?: string;
            /**
             * Format: date-time
             * @description When it ends by itself if nobody uses it
             */
            endsAt?: string;
        };
        Connection: {
            id: string;
            name: string;
            /** @description The connector of the source */
            source: string;
            account?: components["schemas"]["SourceAccount"];
            /** @description The connector of the ledger */
            ledger: string;
            company?: string;
            state: components["schemas"]["ConnectionState"];
            /** @description False while it is set up: nothing of it is written */
            live: boolean;
            problem?: components["schemas"]["Problem"];
            grants?: {
                ledger?: components["schemas"]["Grant"];
                source?: components["schemas"]["Grant"];
            };
            /** Format: date-time */
            sessionEndsAt?: string;
            /** Format: date-time */
            pausedSince?: string;
            /** Format: date-time */
            lastSweepAt?: string;
            /** Format: date-time */
            watermark?: string;
            reads?: {
                month: string;
                count: number;
                /** @description Metered reads that are free, of all companies together */
                free?: number;
            };
            excluded?: {
                created_in_ledger: {
                    [key: string]: number;
                };
            };
            policyVersion?: number;
            records: {
                waiting: components["schemas"]["AtStake"];
                failed: components["schemas"]["AtStake"];
                uncertain: components["schemas"]["AtStake"];
                action_needed: components["schemas"]["AtStake"];
            };
        };
        Connections: {
            connections: components["schemas"]["Connection"][];
            cursor?: string;
        };
        Problems: {
            problems: {
                state: components["schemas"]["HealthState"];
                /** @description The code of the problem, or the word for what is waited for or asked */
                code: string;
                problem?: components["schemas"]["Problem"];
                count: number;
                money: components["schemas"]["Money"];
                /** Format: date-time */
                first: string;
                /** Format: date-time */
                last: string;
            }[];
            /** @description There are more than 2,000 records in a state; those beyond are not counted */
            more: boolean;
        };
        ConnectStart: {
            start_url: string;
            /** Format: date-time */
            expiresAt: string;
        };
        Callback: {
            url: string;
            /** Format: date-time */
            setAt: string;
            /** @enum {string} */
            state: "on" | "failing" | "off";
            delivered: string;
            head: string;
            /** Format: date-time */
            deliveredAt?: string;
            failing?: {
                /** Format: date-time */
                since: string;
                attempts: number;
                /** Format: date-time */
                nextTryAt?: string;
                what: string;
            };
            off?: {
                /** Format: date-time */
                since: string;
                /** @enum {string} */
                why: "failing" | "gone";
            };
            /** @description Shown once, by the answer that brings it */
            secret?: string;
        };
        ExportRun: {
            seq: number;
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: date-time */
            upTo: string;
            /** Format: date-time */
            after?: string;
            overrideFrom?: string;
            skipped?: {
                datedBefore: string;
                /** Format: date-time */
                arrivedUpTo: string;
            };
        };
        ExportStarted: {
            run: components["schemas"]["ExportRun"];
        };
        ExportRuns: {
            runs: components["schemas"]["ExportRun"][];
        };
        InboundSync: {
            /** @constant */
            direction: "inbound";
            /** @enum {string} */
            state: "running" | "idle";
            /** Format: date-time */
            askedAt?: string;
            /** Format: date-time */
            doneAt?: string;
        };
        FirstImport: {
            /** @enum {string} */
            state: "none" | "running" | "done";
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            counts?: {
                [key: string]: number;
            };
        };
        Changes: {
            changes: {
                /** @constant */
                specversion: "1.0";
                id: string;
                source: string;
                type: string;
                /** Format: date-time */
                time: string;
                /** @constant */
                datacontenttype: "application/json";
                sequence: string;
                data: {
                    [key: string]: unknown;
                };
            }[];
            next: string;
            head: string;
        };
        Catalogue: {
            items: {
                ledgerId: string;
                name: string;
                type?: string;
                active: boolean;
                sku?: string;
            }[];
        };
        CatalogueResults: {
            results: {
                row: number;
                sku: string;
                ledgerId?: string;
                /** @enum {string} */
                status: "accepted" | "duplicate" | "conflict" | "invalid" | "not_stored";
                detail?: string;
            }[];
        };
        Completeness: {
            timeZone: string;
            complete: boolean;
            cursor?: string;
            adds_up?: boolean;
            days: {
                day: string;
                kinds: {
                    kind: components["schemas"]["RecordKind"];
                    received: {
                        count: number;
                        money: components["schemas"]["Money"];
                    };
                    states: {
                        [key: string]: {
                            count: number;
                            money: components["schemas"]["Money"];
                        };
                    };
                    lost?: number;
                    uncounted?: number;
                    adds_up?: boolean;
                }[];
            }[];
        };
        Reconciliations: {
            reconciliations: {
                id: string;
                from: string;
                to: string;
                /** @enum {string} */
                state: "running" | "done" | "failed";
                /** Format: date-time */
                startedAt: string;
                /** Format: date-time */
                endedAt?: string;
                progress?: {
                    steps: number;
                    at?: string;
                    kind?: components["schemas"]["RecordKind"];
                };
                fault?: string;
                agrees?: boolean;
                differences?: {
                    [key: string]: number;
                };
            }[];
        };
        Reconciliation: {
            id: string;
            from: string;
            to: string;
            /** @enum {string} */
            state: "running" | "done" | "failed";
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt?: string;
            progress?: {
                steps: number;
                at?: string;
                kind?: components["schemas"]["RecordKind"];
            };
            fault?: string;
            agrees?: boolean;
            differences?: {
                [key: string]: number;
            };
            totals?: {
                kind: components["schemas"]["RecordKind"];
                currency: string;
                month: string;
                source: {
                    count: number;
                    /**
                     * @description A decimal number as text: 120.00
                     * @example 120.00
                     */
                    amount: string;
                };
                link: {
                    count: number;
                    /**
                     * @description A decimal number as text: 120.00
                     * @example 120.00
                     */
                    amount: string;
                };
                ledger: {
                    count: number;
                    /**
                     * @description A decimal number as text: 120.00
                     * @example 120.00
                     */
                    amount: string;
                };
                notOurs: {
                    count: number;
                    /**
                     * @description A decimal number as text: 120.00
                     * @example 120.00
                     */
                    amount: string;
                };
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                difference: string;
            }[];
            records?: {
                type: string;
                kind: components["schemas"]["RecordKind"];
                id?: string;
                document?: {
                    type: string;
                    id: string;
                };
                number?: string;
                currency?: string;
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                ours?: string;
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                theirs?: string;
                ourDate?: string;
                theirDate?: string;
                why?: string;
                next: string;
                runbook: string;
            }[];
        };
        Policy: {
            preset: string;
            timeZone: string;
            /**
             * @default {
             *       "session": {
             *         "mode": "persistent"
             *       },
             *       "requireInitialImport": false
             *     }
             */
            connection: {
                session: {
                    /** @constant */
                    mode: "persistent";
                } | {
                    /** @constant */
                    mode: "ttl";
                    minutes: number;
                };
                requireInitialImport: boolean;
                sourcePage?: string;
            };
            /**
             * @default {
             *       "outbound": {
             *         "mode": "event"
             *       },
             *       "inbound": {
             *         "mode": "off"
             *       }
             *     }
             */
            schedule: {
                outbound: {
                    /** @constant */
                    mode: "event";
                } | {
                    /** @constant */
                    mode: "interval";
                    minutes: number;
                    window?: {
                        from: string;
                        to: string;
                    };
                } | {
                    /** @constant */
                    mode: "manual";
                } | {
                    /** @constant */
                    mode: "off";
                };
                inbound: {
                    /** @constant */
                    mode: "event";
                } | {
                    /** @constant */
                    mode: "interval";
                    minutes: number;
                    window?: {
                        from: string;
                        to: string;
                    };
                } | {
                    /** @constant */
                    mode: "manual";
                } | {
                    /** @constant */
                    mode: "off";
                };
            };
            customers: {
                /**
                 * @default to_ledger
                 * @enum {string}
                 */
                direction: "to_ledger" | "to_source" | "both" | "link_only";
                /** @enum {string} */
                onMissing: "create" | "require_linked";
                /**
                 * @default source
                 * @enum {string}
                 */
                createIn: "source" | "ledger" | "both";
                /**
                 * @default name
                 * @enum {string}
                 */
                matchKey: "name" | "number" | "email";
                nameTemplate: string;
                /** @default false */
                perCurrency: boolean;
                /**
                 * @default none
                 * @enum {string}
                 */
                uniqueAmong: "none" | "customers" | "customers_and_suppliers";
                /** @constant */
                onNameClash: "fail";
                /** @enum {string} */
                onUpdate: "overwrite" | "create_only" | "merge";
                /**
                 * @default flat
                 * @enum {string}
                 */
                hierarchy: "flat" | "parent_sub";
            };
            /**
             * @default {
             *       "sync": "none"
             *     }
             */
            suppliers: {
                /** @enum {string} */
                sync: "none" | "both" | "if_customer";
            };
            /**
             * @default {
             *       "dualRole": "allow"
             *     }
             */
            parties: {
                /** @enum {string} */
                dualRole: "forbid" | "allow";
            };
            /**
             * @default {
             *       "customer": {},
             *       "costCentre": {}
             *     }
             */
            takenOver: {
                company?: string;
                customer: {
                    [key: string]: "company" | "active" | "name" | "number" | "email" | "phone" | "registrationNumber" | "taxNumber" | "invoiceEmail" | "address.contactPerson" | "address.line1" | "address.line2" | "address.postalCode" | "address.city" | "address.region" | "address.country" | "address.countryName" | "postalAddress.contactPerson" | "postalAddress.line1" | "postalAddress.line2" | "postalAddress.postalCode" | "postalAddress.city" | "postalAddress.region" | "postalAddress.country" | "postalAddress.countryName";
                };
                costCentre: {
                    [key: string]: "company" | "active" | "name" | "number" | "email" | "phone" | "registrationNumber" | "taxNumber" | "invoiceEmail" | "address.contactPerson" | "address.line1" | "address.line2" | "address.postalCode" | "address.city" | "address.region" | "address.country" | "address.countryName" | "postalAddress.contactPerson" | "postalAddress.line1" | "postalAddress.line2" | "postalAddress.postalCode" | "postalAddress.city" | "postalAddress.region" | "postalAddress.country" | "postalAddress.countryName";
                };
            };
            items: {
                /** @enum {string} */
                onMissing: "create" | "mapped" | "accounts";
                /**
                 * @default service
                 * @enum {string}
                 */
                createAs: "service" | "non_inventory";
                /** @default false */
                accountOverride: boolean;
                map: {
                    [key: string]: string;
                };
                defaultItem?: string;
                accountMap: {
                    [key: string]: string;
                };
                defaultIncomeAccount?: string;
            };
            invoices: {
                /** @enum {string} */
                pushOn: "created" | "finalized" | "closed" | "manual";
                /** @default [] */
                filters: {
                    field: string;
                    /** @enum {string} */
                    is: "one_of" | "none_of" | "at_least" | "at_most" | "given" | "missing";
                    /** @default [] */
                    values: string[];
                }[];
                /**
                 * @default {
                 *       "mode": "refuse"
                 *     }
                 */
                surcharges: {
                    /** @constant */
                    mode: "refuse";
                } | {
                    /** @constant */
                    mode: "lines";
                    taxItem: string;
                    feeItem: string;
                };
                documentTypes: string[];
                /** @default false */
                draftsDueAtOnce: boolean;
                /**
                 * @default none
                 * @enum {string}
                 */
                inbound: "none" | "edits_of_owned" | "all";
                /** @enum {string} */
                onSourceEdit: "push_update" | "ignore";
                /** @enum {string} */
                onRemoteEdit: "ignore" | "pull_back" | "fail_conflict";
                /** @enum {string} */
                onConflict: "fail" | "source_wins" | "ledger_wins";
                /** @enum {string} */
                numbering: "source" | "ledger";
                startNumber?: number;
            };
            /**
             * @default {
             *       "mode": "none",
             *       "autoLink": "never",
             *       "referenceInNote": false
             *     }
             */
            creditNotes: {
                /** @enum {string} */
                mode: "credit_memo" | "none";
                /** @enum {string} */
                autoLink: "never" | "when_amount_gte_open_balance" | "always";
                referenceInNote: boolean;
            };
            payments: {
                /** @enum {string} */
                direction: "none" | "to_ledger" | "to_source" | "both";
                /**
                 * @default credit
                 * @enum {string}
                 */
                withoutInvoice: "credit" | "paid_invoice";
                /** @default [] */
                excludeOrigins: string[];
                /**
                 * @default {
                 *       "syncDefault": true,
                 *       "perRecordOverride": false
                 *     }
                 */
                manual: {
                    syncDefault: boolean;
                    perRecordOverride: boolean;
                };
                depositAccount: {
                    /** @constant */
                    mode: "undeposited";
                } | {
                    /** @constant */
                    mode: "fixed";
                    account: string;
                } | {
                    /** @constant */
                    mode: "map";
                    map: {
                        [key: string]: string;
                    };
                    default?: string;
                };
                methodMap: {
                    [key: string]: string;
                };
                /**
                 * @default manual_task
                 * @enum {string}
                 */
                depositTransfers: "manual_task" | "ignore";
            };
            /**
             * @default {
             *       "mode": "none",
             *       "expenseAccountByCurrency": {}
             *     }
             */
            refunds: {
                /** @enum {string} */
                mode: "none" | "expense" | "refund_receipt" | "manual_task";
                expenseAccountByCurrency: {
                    [key: string]: string;
                };
            };
            /**
             * @default {
             *       "import": false
             *     }
             */
            costCentres: {
                import: boolean;
            };
            tax: {
                /** @enum {string} */
                mode: "mapped" | "mirrored" | "none";
                map: {
                    [key: string]: string;
                };
                default?: string;
            };
            /**
             * @default {
             *       "custom": [],
             *       "entitled": false
             *     }
             */
            fields: {
                custom: {
                    source: string;
                    ledger: string;
                    /** @enum {string} */
                    direction: "both" | "to_ledger" | "to_source";
                }[];
                entitled: boolean;
            };
            /**
             * @default {
             *       "invoicePdf": "none"
             *     }
             */
            attachments: {
                /** @enum {string} */
                invoicePdf: "none" | "push" | "on_demand";
            };
            ends: {
                /** @enum {string} */
                invoice: "void" | "delete" | "ignore";
                /**
                 * @default ignore
                 * @enum {string}
                 */
                linkedPayments: "void" | "ignore";
                /** @enum {string} */
                payment: "void" | "delete" | "ignore" | "manual_task";
                /**
                 * @default manual_task
                 * @enum {string}
                 */
                creditNote: "manual_task" | "delete" | "ignore";
                /**
                 * @default ignore
                 * @enum {string}
                 */
                refund: "delete" | "ignore";
                /**
                 * @default detach
                 * @enum {string}
                 */
                unsync: "delete" | "detach";
            };
            backfill: {
                exportFrom?: string;
                excludePaymentsBeforeExportFrom: boolean;
            };
            /**
             * @default {
             *       "mode": "accept_ledger"
             *     }
             */
            rounding: {
                /** @enum {string} */
                mode: "accept_ledger" | "exact_or_fail";
                tolerance?: string;
            };
            /**
             * @default {
             *       "customNumbers": "any",
             *       "autoApplyCredit": "any"
             *     }
             */
            preflight: {
                /** @enum {string} */
                customNumbers: "require_on" | "require_off" | "any";
                /** @enum {string} */
                autoApplyCredit: "require_off" | "any";
                packages?: string[];
            };
            /**
             * @default {
             *       "stalledAfterRuns": 0
             *     }
             */
            alerts: {
                stalledAfterRuns: number;
            };
        };
        FieldError: {
            pointer: string;
            detail: string;
        };
        Presets: {
            presets: {
                name: string;
                /** @description The source that it was written for; product: one that pushes */
                source?: string;
                /** @description The ledger that it was written for */
                ledger?: string;
            }[];
        };
        Preset: {
            name: string;
            policy: components["schemas"]["Policy"];
        };
        SavedPolicy: {
            version: number;
            preset: string;
            /** Format: date-time */
            savedAt?: string;
            savedBy?: string;
            policy: components["schemas"]["Policy"];
        };
        PolicySaved: {
            version: number;
            preset: string;
            /** Format: date-time */
            savedAt?: string;
            savedBy?: string;
            changes: {
                setting: string;
                before?: unknown;
                after?: unknown;
            }[];
            moreChanges?: number;
        };
        PolicyVersions: {
            versions: {
                version: number;
                preset: string;
                /** Format: date-time */
                savedAt?: string;
                savedBy?: string;
                changes: {
                    setting: string;
                    before?: unknown;
                    after?: unknown;
                }[];
                moreChanges?: number;
            }[];
            before?: string;
        };
        Check: {
            check: string;
            rules: string[];
            /** @enum {string} */
            status: "green" | "red" | "unknown";
            blocking: boolean;
            reason: string;
            cure?: string;
        };
        Preflight: {
            state: string;
            held?: {
                by: string;
                /** Format: date-time */
                since: string;
            };
            /** Format: date-time */
            checkedAt?: string;
            /** Format: date-time */
            listsReadAt?: string;
            policyVersion: number;
            outdated?: boolean;
            checks: components["schemas"]["Check"][];
        };
        PolicyValidation: {
            valid: boolean;
            errors: components["schemas"]["FieldError"][];
            /** Format: date-time */
            listsReadAt?: string;
            preflight?: components["schemas"]["Check"][];
        };
        DryRun: {
            records: number;
            complete: boolean;
            altered: number;
            alteredNow: number;
            byKind: {
                [key: string]: number;
            };
            examples: {
                kind: components["schemas"]["RecordKind"];
                id: string;
                now: boolean;
                before: {
                    rule: string;
                    decision: string;
                    operation?: string;
                    reason?: string;
                    problem?: string;
                };
                after: {
                    rule: string;
                    decision: string;
                    operation?: string;
                    reason?: string;
                    problem?: string;
                };
                fields?: string[];
            }[];
        };
        ListEntry: {
            id: string;
            name: string;
            number?: string;
            type?: string;
            currency?: string;
            active: boolean;
            rate?: string;
        };
        Mappings: {
            refreshing: boolean;
            /** Format: date-time */
            readAt?: string;
            companyName?: string;
            homeCurrency?: string;
            multiCurrency?: boolean;
            closedUntil?: string;
            switches?: {
                [key: string]: string;
            };
            accounts?: components["schemas"]["ListEntry"][];
            items?: components["schemas"]["ListEntry"][];
            taxCodes?: components["schemas"]["ListEntry"][];
            paymentMethods?: components["schemas"]["ListEntry"][];
            costCentres?: components["schemas"]["ListEntry"][];
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        Me: {
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "admin";
        };
        SignIn: {
            /** Format: uri */
            issuer: string;
            clientId: string;
            scope: string;
        };
        Audit: {
            entries: {
                /** Format: date-time */
                at: string;
                by: {
                    /** @enum {string} */
                    kind: "operator" | "key";
                    id: string;
                };
                what: string;
                record?: components["schemas"]["RecordId"];
                before?: {
                    [key: string]: string | number | boolean;
                };
                after?: {
                    [key: string]: string | number | boolean;
                };
                request: string;
            }[];
            cursor?: string;
        };
        RequestProblem: {
            /** @description urn:ledgerlane:problem:{code} */
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "malformed" | "bad_query" | "unauthorised" | "forbidden" | "not_found" | "not_connected" | "disconnected" | "not_entitled" | "other_company" | "revision_conflict" | "not_ready" | "too_many_keys" | "version_conflict" | "reconciliation_running" | "nothing_to_retry" | "customer_not_linked" | "order_refused" | "in_progress" | "inbound_off" | "already_imported" | "changes_gone" | "request_running" | "too_large" | "invalid" | "request_differs" | "internal" | "not_supported" | "unavailable";
            /** @enum {string} */
            category: "request" | "state" | "connection" | "outage" | "internal";
            /** @enum {string} */
            owner: "source" | "operator" | "ledgerlane";
            retryable: boolean;
            detail: string;
            errors?: components["schemas"]["FieldError"][];
            blocker?: string;
            next?: string;
            nextAction?: {
                action: string;
                kind: components["schemas"]["RecordKind"];
                id: string;
            };
            request_id: string;
        };
        Connectors: {
            ledgers: {
                name: string;
                /** @description What people call it */
                title: string;
                /**
                 * @description browser: a person signs in there and comes back; key: he enters a key made there
                 * @enum {string}
                 */
                connects: "browser" | "key";
            }[];
            sources: {
                name: string;
                /** @description What people call it */
                title: string;
                /**
                 * @description push: it sends with an API key; browser: it is read once a person let us in
                 * @enum {string}
                 */
                connects: "push" | "browser";
            }[];
        };
        ApiKey: {
            id: string;
            live: boolean;
            /** Format: date-time */
            createdAt?: string;
            /** Format: date-time */
            expiresAt?: string;
            /** @description For how many connections it is good */
            connections: number;
        };
        ApiKeys: {
            keys: components["schemas"]["ApiKey"][];
        };
        NewApiKey: {
            id: string;
            live: boolean;
            /** Format: date-time */
            createdAt?: string;
            /** Format: date-time */
            expiresAt?: string;
            /** @description For how many connections it is good */
            connections: number;
            /** @description Shown here and never again */
            key: string;
        };
        SigningSecrets: {
            /** @description How many are good: the newest, and the one before it */
            live: number;
        };
        NewSigningSecret: {
            /** @description How many are good: the newest, and the one before it */
            live: number;
            /** @description Shown here and never again */
            secret: string;
        };
        Card: {
            kind: components["schemas"]["RecordKind"];
            id: string;
            state: components["schemas"]["HealthState"];
            /** @description What is the matter with it */
            sentence: string;
            /** @description What to do about it */
            remedy?: string;
            problem?: {
                code: string;
                category: string;
            };
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            lastSyncAt?: string;
            links: {
                record: string;
                /** @description Its page in the ledger */
                ledger?: string;
                /** @description Its page at the source */
                source?: string;
                pdf?: string;
                runbook?: string;
            };
        };
        Banner: {
            show: boolean;
            sentence?: string;
            failed: {
                count: number;
                more: boolean;
                list: string;
            };
            actionNeeded: {
                count: number;
                more: boolean;
                list: string;
            };
        };
        Fees: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            currencies: {
                currency: string;
                payments: number;
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                received: string;
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                processing: string;
                /**
                 * @description A decimal number as text: 120.00
                 * @example 120.00
                 */
                platform: string;
                /**
                 * @description What to enter in the ledger as one expense
                 * @example 120.00
                 */
                total: string;
            }[];
            /** @constant */
            booked: false;
        };
        Deal: {
            id: string;
            invoiceId: string;
            number?: string;
            ledgerId: string;
            /** @enum {string} */
            status: "live" | "voided" | "deleted";
            currency: string;
            /** Format: date */
            date: string;
            /** Format: date */
            dueDate?: string;
            /**
             * @description A decimal number as text: 120.00
             * @example 120.00
             */
            total?: string;
            /**
             * @description A decimal number as text: 120.00
             * @example 120.00
             */
            balance?: string;
            /** Format: date-time */
            updatedAt: string;
        };
        PolicyInput: {
            preset: string;
            timeZone: string;
            /**
             * @default {
             *       "session": {
             *         "mode": "persistent"
             *       },
             *       "requireInitialImport": false
             *     }
             */
            connection: {
                session: {
                    /** @constant */
                    mode: "persistent";
                } | {
                    /** @constant */
                    mode: "ttl";
                    minutes: number;
                };
                requireInitialImport: boolean;
                sourcePage?: string;
            };
            /**
             * @default {
             *       "outbound": {
             *         "mode": "event"
             *       },
             *       "inbound": {
             *         "mode": "off"
             *       }
             *     }
             */
            schedule: {
                outbound: {
                    /** @constant */
                    mode: "event";
                } | {
                    /** @constant */
                    mode: "interval";
                    minutes: number;
                    window?: {
                        from: string;
                        to: string;
                    };
                } | {
                    /** @constant */
                    mode: "manual";
                } | {
                    /** @constant */
                    mode: "off";
                };
                inbound: {
                    /** @constant */
                    mode: "event";
                } | {
                    /** @constant */
                    mode: "interval";
                    minutes: number;
                    window?: {
                        from: string;
                        to: string;
                    };
                } | {
                    /** @constant */
                    mode: "manual";
                } | {
                    /** @constant */
                    mode: "off";
                };
            };
            customers: {
                /**
                 * @default to_ledger
                 * @enum {string}
                 */
                direction: "to_ledger" | "to_source" | "both" | "link_only";
                /** @enum {string} */
                onMissing: "create" | "require_linked";
                /**
                 * @default source
                 * @enum {string}
                 */
                createIn: "source" | "ledger" | "both";
                /**
                 * @default name
                 * @enum {string}
                 */
                matchKey: "name" | "number" | "email";
                nameTemplate: string;
                /** @default false */
                perCurrency: boolean;
                /**
                 * @default none
                 * @enum {string}
                 */
                uniqueAmong: "none" | "customers" | "customers_and_suppliers";
                /** @constant */
                onNameClash: "fail";
                /** @enum {string} */
                onUpdate: "overwrite" | "create_only" | "merge";
                /**
                 * @default flat
                 * @enum {string}
                 */
                hierarchy: "flat" | "parent_sub";
            };
            /**
             * @default {
             *       "sync": "none"
             *     }
             */
            suppliers: {
                /** @enum {string} */
                sync: "none" | "both" | "if_customer";
            };
            /**
             * @default {
             *       "dualRole": "allow"
             *     }
             */
            parties: {
                /** @enum {string} */
                dualRole: "forbid" | "allow";
            };
            /**
             * @default {
             *       "customer": {},
             *       "costCentre": {}
             *     }
             */
            takenOver: {
                company?: string;
                customer: {
                    [key: string]: "company" | "active" | "name" | "number" | "email" | "phone" | "registrationNumber" | "taxNumber" | "invoiceEmail" | "address.contactPerson" | "address.line1" | "address.line2" | "address.postalCode" | "address.city" | "address.region" | "address.country" | "address.countryName" | "postalAddress.contactPerson" | "postalAddress.line1" | "postalAddress.line2" | "postalAddress.postalCode" | "postalAddress.city" | "postalAddress.region" | "postalAddress.country" | "postalAddress.countryName";
                };
                costCentre: {
                    [key: string]: "company" | "active" | "name" | "number" | "email" | "phone" | "registrationNumber" | "taxNumber" | "invoiceEmail" | "address.contactPerson" | "address.line1" | "address.line2" | "address.postalCode" | "address.city" | "address.region" | "address.country" | "address.countryName" | "postalAddress.contactPerson" | "postalAddress.line1" | "postalAddress.line2" | "postalAddress.postalCode" | "postalAddress.city" | "postalAddress.region" | "postalAddress.country" | "postalAddress.countryName";
                };
            };
            items: {
                /** @enum {string} */
                onMissing: "create" | "mapped" | "accounts";
                /**
                 * @default service
                 * @enum {string}
                 */
                createAs: "service" | "non_inventory";
                /** @default false */
                accountOverride: boolean;
                map: {
                    [key: string]: string;
                };
                defaultItem?: string;
                accountMap: {
                    [key: string]: string;
                };
                defaultIncomeAccount?: string;
            };
            invoices: {
                /** @enum {string} */
                pushOn: "created" | "finalized" | "closed" | "manual";
                /** @default [] */
                filters: {
                    field: string;
                    /** @enum {string} */
                    is: "one_of" | "none_of" | "at_least" | "at_most" | "given" | "missing";
                    /** @default [] */
                    values: string[];
                }[];
                /**
                 * @default {
                 *       "mode": "refuse"
                 *     }
                 */
                surcharges: {
                    /** @constant */
                    mode: "refuse";
                } | {
                    /** @constant */
                    mode: "lines";
                    taxItem: string;
                    feeItem: string;
                };
                documentTypes: string[];
                /** @default false */
                draftsDueAtOnce: boolean;
                /**
                 * @default none
                 * @enum {string}
                 */
                inbound: "none" | "edits_of_owned" | "all";
                /** @enum {string} */
                onSourceEdit: "push_update" | "ignore";
                /** @enum {string} */
                onRemoteEdit: "ignore" | "pull_back" | "fail_conflict";
                /** @enum {string} */
                onConflict: "fail" | "source_wins" | "ledger_wins";
                /** @enum {string} */
                numbering: "source" | "ledger";
                startNumber?: number;
            };
            /**
             * @default {
             *       "mode": "none",
             *       "autoLink": "never",
             *       "referenceInNote": false
             *     }
             */
            creditNotes: {
                /** @enum {string} */
                mode: "credit_memo" | "none";
                /** @enum {string} */
                autoLink: "never" | "when_amount_gte_open_balance" | "always";
                referenceInNote: boolean;
            };
            payments: {
                /** @enum {string} */
                direction: "none" | "to_ledger" | "to_source" | "both";
                /**
                 * @default credit
                 * @enum {string}
                 */
                withoutInvoice: "credit" | "paid_invoice";
                /** @default [] */
                excludeOrigins: string[];
                /**
                 * @default {
                 *       "syncDefault": true,
                 *       "perRecordOverride": false
                 *     }
                 */
                manual: {
                    syncDefault: boolean;
                    perRecordOverride: boolean;
                };
                depositAccount: {
                    /** @constant */
                    mode: "undeposited";
                } | {
                    /** @constant */
                    mode: "fixed";
                    account: string;
                } | {
                    /** @constant */
                    mode: "map";
                    map: {
                        [key: string]: string;
                    };
                    default?: string;
                };
                methodMap: {
                    [key: string]: string;
                };
                /**
                 * @default manual_task
                 * @enum {string}
                 */
                depositTransfers: "manual_task" | "ignore";
            };
            /**
             * @default {
             *       "mode": "none",
             *       "expenseAccountByCurrency": {}
             *     }
             */
            refunds: {
                /** @enum {string} */
                mode: "none" | "expense" | "refund_receipt" | "manual_task";
                expenseAccountByCurrency: {
                    [key: string]: string;
                };
            };
            /**
             * @default {
             *       "import": false
             *     }
             */
            costCentres: {
                import: boolean;
            };
            tax: {
                /** @enum {string} */
                mode: "mapped" | "mirrored" | "none";
                map: {
                    [key: string]: string;
                };
                default?: string;
            };
            /**
             * @default {
             *       "custom": [],
             *       "entitled": false
             *     }
             */
            fields: {
                custom: {
                    source: string;
                    ledger: string;
                    /** @enum {string} */
                    direction: "both" | "to_ledger" | "to_source";
                }[];
                entitled: boolean;
            };
            /**
             * @default {
             *       "invoicePdf": "none"
             *     }
             */
            attachments: {
                /** @enum {string} */
                invoicePdf: "none" | "push" | "on_demand";
            };
            ends: {
                /** @enum {string} */
                invoice: "void" | "delete" | "ignore";
                /**
                 * @default ignore
                 * @enum {string}
                 */
                linkedPayments: "void" | "ignore";
                /** @enum {string} */
                payment: "void" | "delete" | "ignore" | "manual_task";
                /**
                 * @default manual_task
                 * @enum {string}
                 */
                creditNote: "manual_task" | "delete" | "ignore";
                /**
                 * @default ignore
                 * @enum {string}
                 */
                refund: "delete" | "ignore";
                /**
                 * @default detach
                 * @enum {string}
                 */
                unsync: "delete" | "detach";
            };
            backfill: {
                exportFrom?: string;
                excludePaymentsBeforeExportFrom: boolean;
            };
            /**
             * @default {
             *       "mode": "accept_ledger"
             *     }
             */
            rounding: {
                /** @enum {string} */
                mode: "accept_ledger" | "exact_or_fail";
                tolerance?: string;
            };
            /**
             * @default {
             *       "customNumbers": "any",
             *       "autoApplyCredit": "any"
             *     }
             */
            preflight: {
                /** @enum {string} */
                customNumbers: "require_on" | "require_off" | "any";
                /** @enum {string} */
                autoApplyCredit: "require_off" | "any";
                packages?: string[];
            };
            /**
             * @default {
             *       "stalledAfterRuns": 0
             *     }
             */
            alerts: {
                stalledAfterRuns: number;
            };
        };
        CustomerInput: {
            id: string;
            revision: number;
            name: string;
            number?: string;
            email?: string;
            phone?: string;
            currency?: string;
            address?: {
                line1?: string;
                line2?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
            };
            active?: boolean;
            ledgerId?: string;
            parentId?: string;
        };
        SupplierInput: {
            id: string;
            revision: number;
            name: string;
            number?: string;
            email?: string;
            phone?: string;
            currency?: string;
            address?: {
                line1?: string;
                line2?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
            };
            active?: boolean;
            ledgerId?: string;
        };
        ItemInput: {
            id: string;
            revision: number;
            name: string;
            description?: string;
            unitPrice?: string;
            account?: string;
            active?: boolean;
            ledgerId?: string;
        };
        InvoiceInput: {
            id: string;
            revision: number;
            number: string;
            customerId: string;
            currency: string;
            date: string;
            /** @enum {string} */
            status: "draft" | "open" | "closed";
            documentType?: string;
            lines: {
                itemId?: string;
                revenueGroup?: string;
                category?: string;
                description?: string;
                quantity?: string;
                unitPrice?: string;
                amount?: string;
                tax?: string;
                account?: string;
                costCentre?: string;
            }[];
            discount?: {
                amount?: string;
                percent?: string;
            };
            pricesIncludeTax?: boolean;
            taxTotal?: string;
            taxes?: {
                tax: string;
                amount: string;
            }[];
            pdf?: {
                /** Format: uri */
                url?: string;
                /** Format: base64 */
                content?: string;
                name?: string;
            };
            total?: string;
            exchangeRate?: string;
            memo?: string;
            dueDate?: string;
            correctionOf?: string;
            ledgerId?: string;
            dealId?: string;
            surcharges?: {
                tax?: string;
                fees?: string;
            };
            custom?: {
                [key: string]: string;
            };
        };
        CreditNoteInput: {
            id: string;
            revision: number;
            number: string;
            customerId: string;
            currency: string;
            date: string;
            /** @enum {string} */
            status: "draft" | "open" | "closed";
            documentType?: string;
            lines: {
                itemId?: string;
                revenueGroup?: string;
                category?: string;
                description?: string;
                quantity?: string;
                unitPrice?: string;
                amount?: string;
                tax?: string;
                account?: string;
                costCentre?: string;
            }[];
            discount?: {
                amount?: string;
                percent?: string;
            };
            pricesIncludeTax?: boolean;
            taxTotal?: string;
            taxes?: {
                tax: string;
                amount: string;
            }[];
            pdf?: {
                /** Format: uri */
                url?: string;
                /** Format: base64 */
                content?: string;
                name?: string;
            };
            total?: string;
            exchangeRate?: string;
            memo?: string;
            creditedInvoiceId?: string;
        };
        PaymentInput: {
            id: string;
            revision: number;
            customerId: string;
            currency: string;
            date: string;
            amount: string;
            method?: string;
            reference?: string;
            allocations?: {
                invoiceId: string;
                amount: string;
            }[];
            exchangeRate?: string;
            memo?: string;
            manual?: boolean;
            sync?: boolean;
            deposit?: boolean;
            transferOf?: string;
            ledgerId?: string;
            origin?: string;
            /** @enum {string} */
            status?: "processing" | "succeeded" | "failed";
            fees?: {
                processing?: string;
                platform?: string;
            };
        };
        RefundInput: {
            id: string;
            revision: number;
            customerId: string;
            currency: string;
            date: string;
            amount: string;
            paymentId?: string;
            method?: string;
            reference?: string;
            reason?: string;
            exchangeRate?: string;
            memo?: string;
        };
        EndInput: {
            id: string;
            revision: number;
        };
        Event: {
            /** @constant */
            specversion: "1.0";
            id: string;
            source: string;
            /** @enum {string} */
            type: "customer.upserted" | "customer.deleted" | "supplier.upserted" | "supplier.deleted" | "item.upserted" | "item.deleted" | "invoice.upserted" | "invoice.voided" | "invoice.deleted" | "creditnote.upserted" | "creditnote.voided" | "creditnote.deleted" | "payment.upserted" | "payment.voided" | "payment.deleted" | "refund.upserted" | "refund.voided" | "refund.deleted";
            /** Format: date-time */
            time?: string;
            subject?: string;
            /** Format: starts_with */
            datacontenttype?: string;
            dataschema?: string;
            data: components["schemas"]["CustomerInput"] | components["schemas"]["SupplierInput"] | components["schemas"]["ItemInput"] | components["schemas"]["InvoiceInput"] | components["schemas"]["CreditNoteInput"] | components["schemas"]["PaymentInput"] | components["schemas"]["RefundInput"] | components["schemas"]["EndInput"];
        };
        Events: components["schemas"]["Event"] | components["schemas"]["Event"][];
        Retry: {
            /** @enum {string} */
            order?: "source_wins" | "create_anew";
        };
        Order: {
            reason?: string;
        };
        Unsync: {
            reason?: string;
        };
        Adopt: {
            document: string;
        };
        BulkInput: {
            /** @enum {string} */
            action: "retry" | "skip" | "keep" | "restore";
            filter: {
                /** @enum {string} */
                kind?: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund" | "attachment";
                /** @enum {string} */
                category?: "data" | "mapping" | "books" | "conflict" | "connection" | "outage" | "internal";
                /** @enum {string} */
                owner?: "bookkeeper" | "source" | "operator" | "ledgerlane";
                code?: string;
                currency?: string;
                amount_min?: string;
                amount_max?: string;
                /** Format: date-time */
                updated_after?: string;
                /** @enum {string} */
                health?: "failed" | "action_needed" | "waiting";
            };
            reason?: string;
        };
        ExportInput: {
            overrideFrom?: string;
        };
        Period: {
            from: string;
            to: string;
        };
        CallbackInput: {
            url: string;
            after?: number;
            rotateSecret?: boolean;
        };
        NextPolicy: {
            policy: components["schemas"]["PolicyInput"];
            expectedVersion: number;
        };
        OnePolicy: {
            policy: components["schemas"]["PolicyInput"];
        };
        DryRunInput: {
            policy: components["schemas"]["PolicyInput"];
            last: number;
        };
        NewConnection: {
            name: string;
            preset: string;
            ledger: string;
            source?: string;
            timeZone?: string;
        };
        KeyInput: {
            key: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sendEvents: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_1",
                 *       "source": "https://shop.example.com",
                 *       "type": "customer.upserted",
                 *       "data": {
                 *         "id": "cus_1",
                 *         "revision": 1,
                 *         "name": "Ada Lovelace",
                 *         "currency": "EUR"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Events"];
            };
        };
        responses: {
            /** @description What would become of each event; nothing was stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResults"];
                };
            };
            /** @description What became of each event, in their order */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "id": "evt_1",
                     *           "status": "accepted",
                     *           "record": {
                     *             "kind": "customer",
                     *             "id": "cus_1",
                     *             "revision": 1
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EventResults"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_connected: The connection has no ledger company yet; revision_conflict: This revision is stored with other content */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description too_large: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    findRecords: {
        parameters: {
            query?: {
                /**
                 * @description Exactly the id, or of records that stay out of the books how a number or name begins.
                 * @example nothing like it
                 */
                q?: string;
                /** @description Looks in the ledger as well, for documents of exactly this number or name: at most four metered reads. */
                ledger?: "true";
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 20 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "records": [],
                     *       "ledger": {
                     *         "asked": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Found"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listRecords: {
        parameters: {
            query?: {
                /** @description Only records in this state. */
                health?: "pending" | "waiting" | "synced" | "failed" | "skipped" | "not_synced" | "uncertain" | "action_needed";
                /**
                 * @description Only records of this kind.
                 * @example customer
                 */
                kind?: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund" | "attachment";
                /** @description Only records with a problem of this category. */
                category?: "data" | "mapping" | "books" | "conflict" | "connection" | "outage" | "internal";
                /** @description Only records with a problem that is this one’s to cure. */
                owner?: "bookkeeper" | "source" | "operator" | "ledgerlane";
                /** @description Only records with this problem, or that wait for this. */
                code?: string;
                /** @description Only records with an amount in it (ISO 4217). */
                currency?: string;
                /** @description Only records with an amount from this on. */
                amount_min?: string;
                /** @description Only records with an amount up to this. */
                amount_max?: string;
                /** @description Only records that came into their state then or later. */
                updated_after?: string;
                /** @description What is looked for in ids, numbers and names: of records that need somebody; an exact id in any state. */
                q?: string;
                /** @description How many to a page: 50 unless said. */
                limit?: number;
                /** @description Where the page before ended: its cursor, as it is. */
                cursor?: string;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "records": [
                     *         {
                     *           "kind": "customer",
                     *           "id": "cus_1",
                     *           "state": "pending"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RecordPage"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                /** @example customer */
                kind: string;
                /** @example cus_1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "customer",
                     *       "id": "cus_1",
                     *       "name": "Ada Lovelace",
                     *       "revision": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getTrace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                /** @example customer */
                kind: string;
                /** @example cus_1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trace */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "source": {
                     *         "eventId": "evt_1",
                     *         "revision": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Trace"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getAttempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                /** @example customer */
                kind: string;
                /** @example cus_1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attempts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "attempts": [],
                     *       "more": false
                     *     }
                     */
                    "application/json": components["schemas"]["Attempts"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getDiff: {
        parameters: {
            query?: {
                /** @description `true` asks the ledger: a metered read. */
                fresh?: "true" | "false";
            };
            header?: never;
            path: {
                connection: string;
                /** @example customer */
                kind: string;
                /** @example cus_1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The three beside each other */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "differing": []
                     *     }
                     */
                    "application/json": components["schemas"]["Diff"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    skipRecord: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                /** @example customer */
                kind: string;
                /** @example cus_1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "a test entry"
                 *     }
                 */
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description What would become of it (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedRecord"];
                };
            };
            /** @description The record as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "customer",
                     *       "id": "cus_1",
                     *       "state": "skipped",
                     *       "reason": "a test entry"
                     *     }
                     */
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    retryRecord: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                /** @example customer */
                kind: string;
                /** @example cus_1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Retry"];
            };
        };
        responses: {
            /** @description What would become of it (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedRecord"];
                };
            };
            /** @description The record as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "customer",
                     *       "id": "cus_1",
                     *       "state": "pending"
                     *     }
                     */
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on; nothing_to_retry: The record needs no retry */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    keepRecord: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description What would become of it (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedRecord"];
                };
            };
            /** @description The record as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    restoreRecord: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description What would become of it (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedRecord"];
                };
            };
            /** @description The record as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    unlinkRecord: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Order"];
            };
        };
        responses: {
            /** @description What would become of it (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedRecord"];
                };
            };
            /** @description The record as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    syncRecord: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                /** @example customer */
                kind: string;
                /** @example cus_1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What would become of it (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedRecord"];
                };
            };
            /** @description The record as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on; customer_not_linked: The customer is not in the books */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    unsyncRecord: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Unsync"];
            };
        };
        responses: {
            /** @description What would become of it (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedRecord"];
                };
            };
            /** @description The record as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    adoptRecord: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Adopt"];
            };
        };
        responses: {
            /** @description What would become of it (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedRecord"];
                };
            };
            /** @description The record as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listBulks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 30 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bulks": [
                     *         {
                     *           "state": "planned"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Bulks"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    planBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "retry",
                 *       "filter": {
                 *         "code": "tax_unmapped"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["BulkInput"];
            };
        };
        responses: {
            /** @description The plan; nothing was done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "planned",
                     *       "action": "retry",
                     *       "plan": {
                     *         "count": 0,
                     *         "more": false,
                     *         "money": {}
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                bulk: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bulk action as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    runBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                bulk: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bulk action as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    cancelBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
                bulk: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bulk action as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its cursor, as it is. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of 20 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connections"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConnection"];
            };
        };
        responses: {
            /** @description The connection */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listProblems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The causes, those with the most records first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "problems": [],
                     *       "more": false
                     *     }
                     */
                    "application/json": components["schemas"]["Problems"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getHistory: {
        parameters: {
            query?: {
                /**
                 * @description `hour` unless said.
                 * @example hour
                 */
                by?: "hour" | "day";
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The spans, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "by": "hour"
                     *     }
                     */
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "connected",
                     *       "records": {
                     *         "failed": {
                     *           "count": 0,
                     *           "more": false
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    beginConnect: {
        parameters: {
            query?: {
                /** @description Which end is meant: the ledger, or the account of a source that is read. */
                side?: "ledger" | "source";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where a person goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectStart"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_supported: Not supported yet */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    enterKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyInput"];
            };
        };
        responses: {
            /** @description The connection as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_entitled: The company’s package allows no connection; other_company: This is another company */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_supported: Not supported yet */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    disconnect: {
        parameters: {
            query?: {
                /** @description Which end is meant: the ledger, or the account of a source that is read. */
                side?: "ledger" | "source";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    pauseConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "paused"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    resumeConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "connected"
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; disconnected: The ledger company has to be connected again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    startExport: {
        parameters: {
            query?: {
                /** @description `plan` says what would be done, and nothing is done. */
                mode?: "plan";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ExportInput"];
            };
        };
        responses: {
            /** @description The run that would be (mode=plan) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportStarted"];
                };
            };
            /** @description The run */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportStarted"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; order_refused: The order does not fit the record; in_progress: The record is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description Runs below this number. */
                below?: number;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 60 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "runs": []
                     *     }
                     */
                    "application/json": components["schemas"]["ExportRuns"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /**
                 * @description The number of the last change you have; 0 begins.
                 * @example 0
                 */
                after?: number;
                /** @description How many to a page: 100 unless said. */
                limit?: number;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "changes": [],
                     *       "next": "0",
                     *       "head": "0"
                     *     }
                     */
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description changes_gone: These changes are not kept any more */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The callback */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Callback"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    putCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallbackInput"];
            };
        };
        responses: {
            /** @description The callback */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Callback"];
                };
            };
            /** @description The callback, which is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Callback"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    deleteCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is forgotten */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getSync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "idle"
                     *     }
                     */
                    "application/json": components["schemas"]["InboundSync"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    syncInbound: {
        parameters: {
            query?: {
                /** @description What goes to the ledger is started by an export. */
                direction?: "inbound";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is asked for */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundSync"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; inbound_off: The policy brings nothing back; disconnected: The ledger company has to be connected again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "none"
                     *     }
                     */
                    "application/json": components["schemas"]["FirstImport"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    startImport: {
        parameters: {
            query?: {
                /** @description `true` tells everything once more. */
                again?: "true";
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstImport"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; already_imported: The first import is done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getCatalogue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalogue"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_connected: The connection has no ledger company yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getCatalogueCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A table for a spreadsheet */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_connected: The connection has no ledger company yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    importCatalogue: {
        parameters: {
            query?: {
                /** @description The column that holds it: sku unless said. */
                sku?: string;
                /** @description The column that holds it: ledgerId unless said. */
                ledgerId?: string;
                /** @description The column that holds it: name unless said. */
                name?: string;
            };
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of each row */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueResults"];
                };
            };
            /** @description bad_query: A query parameter cannot be used; malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description too_large: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listConnectors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By what they are able to do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connectors"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    goLive: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; not_ready: The connection cannot go live yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeys"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; too_many_keys: Two keys are live already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getSigningSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningSecrets"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    makeSigningSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSigningSecret"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    retireSigningSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many are left */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningSecrets"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listPresets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their names */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": components["schemas"]["Presets"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getPreset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preset"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getPolicy: {
        parameters: {
            query?: {
                /** @description The number of a version. */
                version?: number;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedPolicy"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    putPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NextPolicy"];
            };
        };
        responses: {
            /** @description What is in force, and what it changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicySaved"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description version_conflict: Another version is in force */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description too_large: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listPolicyVersions: {
        parameters: {
            query?: {
                /** @description Versions below this one. */
                before?: number;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": components["schemas"]["PolicyVersions"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    validatePolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "policy": {}
                 *     }
                 */
                "application/json": components["schemas"]["OnePolicy"];
            };
        };
        responses: {
            /** @description The verdict */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "valid": false
                     *     }
                     */
                    "application/json": components["schemas"]["PolicyValidation"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description too_large: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    dryRunPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DryRunInput"];
            };
        };
        responses: {
            /** @description What differs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description too_large: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getMappings: {
        parameters: {
            query?: {
                /** @description `true` has them read again. */
                fresh?: "true";
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lists */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mappings"];
                };
            };
            /** @description They are being read: what is kept of them */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refreshing": true
                     *     }
                     */
                    "application/json": components["schemas"]["Mappings"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_connected: The connection has no ledger company yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getPreflight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The checks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preflight"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    runPreflight: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The checks as they were */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preflight"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getCompleteness: {
        parameters: {
            query?: {
                /** @description One day; today unless said. */
                day?: string;
                /** @description The first day. */
                from?: string;
                /** @description The last day, at most a month later. */
                to?: string;
                /** @description Where the page before ended: its cursor, as it is. */
                cursor?: string;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The count */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "complete": true,
                     *       "adds_up": true
                     *     }
                     */
                    "application/json": components["schemas"]["Completeness"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listReconciliations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 26 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reconciliations": []
                     *     }
                     */
                    "application/json": components["schemas"]["Reconciliations"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    startReconciliation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time. */
                "idempotency-key"?: string;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "2026-11-01",
                 *       "to": "2026-11-30"
                 *     }
                 */
                "application/json": components["schemas"]["Period"];
            };
        };
        responses: {
            /** @description It runs */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "running"
                     *     }
                     */
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description malformed: The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_running: The same request is being worked on; not_connected: The connection has no ledger company yet; disconnected: The ledger company has to be connected again; reconciliation_running: A reconciliation is running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description request_differs: The key was used for another request; invalid: The content is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getReconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reconciliation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The issuer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Where the page before ended: its cursor, as it is. */
                cursor?: string;
                /** @description With `id`: only what was done about this record. */
                kind?: "customer" | "supplier" | "cost_centre" | "item" | "invoice" | "credit_note" | "payment" | "refund" | "attachment";
                /** @description With `kind`: the id of the record. */
                id?: string;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of 100 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.1"
                     *     }
                     */
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                /** @example customer */
                kind: string;
                /** @example cus_1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "pending",
                     *       "sentence": "It is about to be looked at."
                     *     }
                     */
                    "application/json": components["schemas"]["Card"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getBanner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The banner */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "show": false
                     *     }
                     */
                    "application/json": components["schemas"]["Banner"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getFees: {
        parameters: {
            query?: {
                /**
                 * @description The first day.
                 * @example 2026-11-01
                 */
                from?: string;
                /**
                 * @description The last day; the first unless said.
                 * @example 2026-11-30
                 */
                to?: string;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currencies": [],
                     *       "booked": false
                     *     }
                     */
                    "application/json": components["schemas"]["Fees"];
                };
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getDeal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    getInvoicePdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description unauthorised: The credentials are not accepted */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description forbidden: The role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description not_found: There is nothing here for these credentials */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description unavailable: Not everything could be stored */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    receiveNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is queued */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    receiveKeyNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lane looks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    receiveSourceNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is queued */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    startConnect: {
        parameters: {
            query?: {
                /** @description The secret of the attempt, good once. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the ledger */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description A page that says how it ended */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    finishConnect: {
        parameters: {
            query?: {
                /** @description The secret of the attempt, good once. */
                state?: string;
                /** @description What tokens are got for. */
                code?: string;
                /** @description The company. */
                realmId?: string;
                /** @description Access was not given. */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that says how it ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description A page that says how it ended */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    startConnectSource: {
        parameters: {
            query?: {
                /** @description The secret of the attempt, good once. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the source */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad_query: A query parameter cannot be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description A page that says how it ended */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
        };
    };
    finishConnectSource: {
        parameters: {
            query?: {
                /** @description The secret of the attempt, good once. */
                state?: string;
                /** @description What tokens are got for. */
                code?: string;
                /** @description Access was not given. */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that says how it ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description internal: Our own fault */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestProblem"];
                };
            };
            /** @description A page that says how it ended */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says how it ended */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
}
